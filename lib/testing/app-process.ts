import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { projectDirectory } from "#bin/project-directory.ts";

/** A server process of an app under test, whoever of the test run's processes started it. */
export type AppProcess = {
  pid: number;
  hasEnded: () => boolean;
  /** Sends the signal and waits until the process is gone, for which it has ten seconds. */
  end: (signal: NodeJS.Signals) => Promise<void>;
};

/** The running process with this id. */
export function appProcess(pid: number): AppProcess {
  const send = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(pid, signal);
    } catch {
      return false;
    }
  };
  return {
    pid,
    hasEnded: () => !send(0),
    end: async (signal) => {
      if (!send(signal)) return;
      for (const force = Date.now() + 10_000; send(Date.now() < force ? 0 : "SIGKILL"); ) await wait(10);
    },
  };
}

/** Starts Node with these arguments; what it says is appended to the file. */
export function spawnLogged(args: string[], env: NodeJS.ProcessEnv, logFile: string): AppProcess {
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, args, { cwd: projectDirectory(), env, stdio: ["ignore", log, log] });
  closeSync(log);
  if (child.pid === undefined) throw new Error(`The process of ${logFile} could not be started.`);
  return appProcess(child.pid);
}
