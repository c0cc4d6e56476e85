import "server-only";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** A PostgreSQL server found running on a data folder. */
export type RunningPostmaster = { pid: number; port: number };

/** The server that runs on this data folder, if any; a pid file left behind by a killed one is removed. */
export function findPostmaster(dataDirectory: string): RunningPostmaster | undefined {
  const file = path.join(dataDirectory, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (pid > 0 && isPostmaster(pid, dataDirectory)) return { pid, port };
  rmSync(file, { force: true });
  return undefined;
}

/** Asks a server to stop at once but cleanly, and waits until it is gone. */
export async function stopPostmaster(pid: number): Promise<void> {
  sendSignal(pid, "SIGINT");
  const deadline = Date.now() + 20_000;
  while (isAlive(pid)) {
    if (Date.now() > deadline) sendSignal(pid, "SIGQUIT");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Whether a process of this id exists, whoever owns it; a killed one nobody collected yet does not count. */
export function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  if (existsSync("/proc/self/stat")) {
    if (!existsSync(status)) return false;
    const text = readFileSync(status, "utf8");
    return text.charAt(text.lastIndexOf(")") + 2) !== "Z";
  }
  return sendSignal(pid, 0);
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

// After a reboot the pid may belong to anything, so its command line is asked where there is one to ask.
function isPostmaster(pid: number, dataDirectory: string): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync(commandLine)) return true;
  return readFileSync(commandLine, "utf8").split("\0").includes(dataDirectory);
}
