import "server-only";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { AppError, type ErrorCode, toAppError } from "#lib/foundation/errors.ts";
import type { DurableEngine } from "./engine.ts";

type StoredStep<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; message: string };

/**
 * The durable port over DBOS, usable inside one of its workflows. An AppError is part of a step's result, so that a
 * recovered run takes the same way; anything else is a fault of ours and leaves the workflow to be recovered.
 */
export const dbosEngine: DurableEngine = {
  step: async <T>(name: string, work: () => Promise<T>) => {
    const stored = await DBOS.runStep(
      async (): Promise<StoredStep<T>> => {
        try {
          return { ok: true, value: await work() };
        } catch (caught) {
          const error = toAppError(caught);
          if (error.code === "internal") throw caught;
          return { ok: false, code: error.code, message: error.message };
        }
      },
      { name },
    );
    if (stored.ok) return stored.value;
    throw new AppError(stored.code, stored.message);
  },
  waitFor: (topic, timeoutMs) => DBOS.recv(topic, Math.max(1, Math.ceil(timeoutMs / 1000))),
};
