import "server-only";
import { AppError } from "#lib/foundation/errors.ts";

/** Cancels a call for whichever comes first: its whole time, a silence, or the caller; `signal.reason` says which. */
export type Deadline = { signal: AbortSignal; touch(): void; end(): void; stop(reason: unknown): void };

/** Starts the clocks; call `touch` at each sign of life, `stop` to give up, and `end` on every way out, else the timers outlive the call. */
export function startDeadline(limits: {
  host: string;
  timeoutMs: number;
  idleTimeoutMs?: number | undefined;
  signal?: AbortSignal | null | undefined;
}): Deadline {
  const { host, timeoutMs, idleTimeoutMs, signal: outer } = limits;
  const controller = new AbortController();
  const expire = (message: string) => controller.abort(new AppError("ability_timeout", message));
  const whole = setTimeout(
    () =>
      expire(
        `"${host}" did not finish its answer within ${inSeconds(timeoutMs)}. Try again later or raise the limit.`,
      ),
    timeoutMs,
  );
  const idle =
    idleTimeoutMs === undefined
      ? undefined
      : setTimeout(
          () => expire(`"${host}" sent nothing for ${inSeconds(idleTimeoutMs)}. Try again later.`),
          idleTimeoutMs,
        );
  const cancel = () => controller.abort(outer?.reason);
  if (outer?.aborted) cancel();
  else outer?.addEventListener("abort", cancel, { once: true });
  const end = () => {
    clearTimeout(whole);
    clearTimeout(idle);
    outer?.removeEventListener("abort", cancel);
  };
  const stop = (reason: unknown) => {
    end();
    controller.abort(reason);
  };
  return { signal: controller.signal, touch: () => void idle?.refresh(), end, stop };
}

function inSeconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}
