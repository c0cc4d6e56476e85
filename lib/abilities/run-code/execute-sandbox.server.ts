import "server-only";
import { existsSync } from "node:fs";
import path from "node:path";
import { AppError } from "#lib/foundation/errors.ts";
import type { SandboxJob, SandboxOutcome } from "./sandbox-job.ts";

const threadFile = "lib/abilities/run-code/sandbox-thread.mjs";
const atOnce = 2;
const mostWaiting = 50;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs code in a thread of its own, which is ended when it does not end by itself: an endless loop inside holds
 * up neither the worker nor the next job. At most two run at once in one process.
 */
export async function executeInSandbox(job: SandboxJob, signal: AbortSignal): Promise<SandboxOutcome> {
  if (waiting.length >= mostWaiting)
    throw new AppError("unavailable", "Too much code waits to be run on this server. Try again in a moment.");
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    signal.throwIfAborted();
    return await inThread(job, signal);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function threadPath(): string {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), threadFile);
  if (existsSync(/* turbopackIgnore: true */ file)) return file;
  throw new AppError("internal", "The sandbox's program is not where the server was started.");
}

function inThread(job: SandboxJob, signal: AbortSignal): Promise<SandboxOutcome> {
  // Asked for at run time: a bundler that sees a thread begun takes whatever the path might mean into its bundle.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const thread = new Worker(threadPath(), {
    workerData: job,
    // Nothing of the process goes along: no environment, no hooks, no standard input or output.
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
  });
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(late);
      signal.removeEventListener("abort", stop);
      void thread.terminate();
      settle();
    };
    const stop = () => end(() => reject(signal.reason));
    // The sandbox stops itself at its time; this is for what it cannot interrupt, such as one very long regex.
    const late = setTimeout(
      () => end(() => resolve({ ok: false, error: "The code took too long and was stopped.", logs: [] })),
      job.milliseconds + 2000,
    );
    signal.addEventListener("abort", stop, { once: true });
    thread.once("message", (outcome: SandboxOutcome) => end(() => resolve(outcome)));
    thread.once("error", (error) =>
      end(() =>
        resolve({ ok: false, error: `The sandbox gave up: ${error.message.slice(0, 200)}`, logs: [] }),
      ),
    );
    thread.once("exit", () =>
      end(() => resolve({ ok: false, error: "The sandbox ended without a result.", logs: [] })),
    );
  });
}
