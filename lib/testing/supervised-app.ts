import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { scriptArguments } from "#bin/commands.ts";
import { projectDirectory } from "#bin/project-directory.ts";
import { readRunningRecord } from "#bin/single-instance.ts";
import { waitUntilReady } from "#bin/wait-until-ready.ts";
import { freePort } from "#db/embedded.server.ts";

/** What `npm start` runs, with data of its own: supervisor, embedded PostgreSQL, web and workers. */
export type SupervisedApp = {
  baseUrl: string;
  token: string;
  dataDirectory: string;
  supervisor: ChildProcess;
  /** Everything the supervisor said so far. */
  output: () => string;
  /** The process now running as `web`, `worker-1` or `postgres`. */
  pidOf: (name: string) => number;
  /** Kills one with SIGKILL and waits until another runs in its place and the app serves again. */
  killAndAwaitReturn: (name: string) => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts the supervisor as `npm start` does and waits until it reports its URL. */
export async function startSupervisedApp(env: Record<string, string> = {}): Promise<SupervisedApp> {
  const parent = mkdtempSync(path.join(tmpdir(), "aimwright-supervised-"));
  const dataDirectory = path.join(parent, "data");
  const token = `aw_test_${randomBytes(24).toString("hex")}`;
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const supervisor = launchSupervisor({
    PORT: String(port),
    AIMWRIGHT_DATA_DIRECTORY: dataDirectory,
    AIMWRIGHT_BOOTSTRAP_TOKEN: token,
    AIMWRIGHT_ALLOW_LOOPBACK_EGRESS: "1",
    ...env,
  });
  let output = "";
  for (const stream of [supervisor.stdout, supervisor.stderr]) stream?.on("data", (text) => (output += text));
  const pidOf = (name: string) => readRunningRecord(dataDirectory)?.children[name] ?? 0;
  const until = async (what: string, condition: () => boolean) => {
    for (const deadline = Date.now() + 120_000; !condition(); await wait(50)) {
      if (supervisor.exitCode === null && Date.now() < deadline) continue;
      supervisor.kill("SIGTERM");
      throw new Error(`${what} did not happen. The supervisor said:\n${output}`);
    }
  };
  // The record is written before the last lines are said, and what is said comes through a pipe.
  await until(
    "The start",
    () => readRunningRecord(dataDirectory)?.url !== undefined && output.includes("Aimwright is ready"),
  );
  return {
    baseUrl,
    token,
    dataDirectory,
    supervisor,
    output: () => output,
    pidOf,
    killAndAwaitReturn: async (name) => {
      const before = pidOf(name);
      process.kill(before, "SIGKILL");
      await until(`The return of ${name}`, () => pidOf(name) !== before && pidOf(name) > 0);
      await waitUntilReady(baseUrl, { timeoutMs: 60_000 });
    },
    stop: async () => {
      if (supervisor.exitCode === null && supervisor.signalCode === null) {
        const exited = once(supervisor, "exit");
        supervisor.kill("SIGINT");
        await exited;
      }
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** Runs the supervisor once more, as a second `npm start` would, and returns what it said and its exit code. */
export async function runSupervisor(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const supervisor = launchSupervisor(env);
  let output = "";
  for (const stream of [supervisor.stdout, supervisor.stderr]) stream?.on("data", (text) => (output += text));
  const [code] = await once(supervisor, "close");
  return { code: Number(code), output };
}

function launchSupervisor(env: Record<string, string>): ChildProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|DATABASE_URL$|NODE_ENV$)/.test(name),
  );
  return spawn(process.execPath, scriptArguments("start"), {
    cwd: projectDirectory(),
    env: { ...Object.fromEntries(inherited), ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
