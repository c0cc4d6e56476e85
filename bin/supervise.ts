import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** A child that is kept running; `pid` is that of its present incarnation. */
export type Supervised = { name: string; pid: () => number | undefined; stop: () => Promise<void> };

/** `prepare` is asked anew before every start, so that a restart sees the settings of the moment. */
export type SuperviseOptions = {
  name: string;
  prepare: () => Promise<{ args: string[]; env: NodeJS.ProcessEnv }>;
  directory: string;
  logFile: string | undefined;
  report: (line: string) => void;
  onStart: () => void;
};

/** Runs this Node with the given arguments and starts it again, ever more slowly, whenever it ends uninvited. */
export function supervise(options: SuperviseOptions): Supervised {
  let child: ChildProcess | undefined;
  let stopping = false;
  const abort = new AbortController();
  // Cut short when we are told to stop.
  const pause = (milliseconds: number) =>
    wait(milliseconds, undefined, { signal: abort.signal }).catch(() => {});
  const finished = keepRunning();

  async function keepRunning(): Promise<void> {
    for (let delay = 250; !stopping; ) {
      const prepared = await options.prepare().catch((error: unknown) => String(error));
      if (stopping) return;
      if (typeof prepared === "string") {
        options.report(`${options.name} cannot be started: ${prepared}`);
        await pause(delay);
        delay = Math.min(delay * 2, 10_000);
        continue;
      }
      const log = options.logFile === undefined ? undefined : openSync(options.logFile, "a", 0o600);
      const began = Date.now();
      child = spawn(process.execPath, prepared.args, {
        cwd: options.directory,
        env: prepared.env,
        stdio: ["ignore", log ?? "inherit", log ?? "inherit"],
        detached: true,
      });
      if (log !== undefined) closeSync(log);
      options.onStart();
      const ending = await endingOf(child);
      if (stopping) return;
      if (Date.now() - began > 30_000) delay = 250;
      options.report(`${options.name} ended (${ending}); starting it again.${lastLines(options.logFile)}`);
      await pause(delay);
      delay = Math.min(delay * 2, 10_000);
    }
  }

  return {
    name: options.name,
    pid: () => child?.pid,
    stop: async () => {
      stopping = true;
      abort.abort();
      const last = child;
      last?.kill("SIGTERM");
      const force = setTimeout(() => last?.kill("SIGKILL"), 10_000);
      await finished;
      clearTimeout(force);
    },
  };
}

function endingOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

function lastLines(logFile: string | undefined): string {
  if (logFile === undefined) return "";
  const lines = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-5);
  return ` The end of ${logFile}:\n  ${lines.join("\n  ")}`;
}
