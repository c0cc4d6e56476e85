import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildWhenNeeded } from "#bin/build-when-needed.ts";
import { scriptArguments, webArguments, workerArguments } from "#bin/commands.ts";
import { projectDirectory } from "#bin/project-directory.ts";
import { waitUntilReady } from "#bin/wait-until-ready.ts";
import { freePort } from "#db/embedded.server.ts";
import { createTestDatabase } from "./database.ts";

/** `env` is laid over the environment of web and workers; with `databaseUrl` the caller owns the database. */
export type StartAppOptions = {
  workers?: number;
  env?: Record<string, string>;
  databaseUrl?: string;
  durable?: boolean;
};

/** The real product under test: a production web server and workers on a database of their own. */
export type RunningApp = {
  baseUrl: string;
  /** Holds every permission in the workspace the bootstrap made. */
  token: string;
  databaseUrl: string;
  web: ChildProcess;
  workers: ChildProcess[];
  /** Requests a path of the app with the token, unless the caller gives an authorization of its own. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  killWeb: () => Promise<void>;
  restartWeb: () => Promise<void>;
  killWorker: (index: number) => Promise<void>;
  restartWorker: (index: number) => Promise<void>;
  /** What a process wrote so far: `web`, `worker-1`, `worker-2`... */
  logOf: (name: string) => string;
  stop: () => Promise<void>;
};

/** Starts web and workers (one, unless told otherwise) and waits until they serve. */
export async function startApp(options: StartAppOptions = {}): Promise<RunningApp> {
  const directory = mkdtempSync(path.join(tmpdir(), "aimwright-app-"));
  if (process.env.AIMWRIGHT_TEST_BUILD !== "keep") await buildWhenNeeded(path.join(directory, "build.log"));
  const testDatabase = options.databaseUrl
    ? undefined
    : await createTestDatabase({ durable: options.durable });
  const databaseUrl = options.databaseUrl ?? testDatabase?.url ?? "";
  const token = options.env?.AIMWRIGHT_BOOTSTRAP_TOKEN ?? `aw_test_${randomBytes(24).toString("hex")}`;
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    HOST: "127.0.0.1",
    PORT: String(port),
    AIMWRIGHT_PUBLIC_URL: baseUrl,
    NEXTAUTH_URL: baseUrl,
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    AIMWRIGHT_SECRET_KEY: randomBytes(32).toString("base64"),
    AIMWRIGHT_BOOTSTRAP_TOKEN: token,
    AIMWRIGHT_ALLOW_LOOPBACK_EGRESS: "1",
    ...options.env,
  };
  // Test runners leave marks that would change how the product behaves.
  for (const name of Object.keys(environment)) if (name.startsWith("VITEST")) delete environment[name];

  const logFile = (name: string) => path.join(directory, `${name}.log`);
  const launch = (name: string, args: string[]) =>
    spawnLogged(args, { ...environment, ...workerIdentity(name) }, logFile(name));
  const launchWeb = () => launch("web", webArguments({ mode: "start", host: "127.0.0.1", port }));
  const launchWorker = (index: number) => launch(`worker-${index + 1}`, workerArguments());

  bootstrap(environment);
  const app: RunningApp = {
    baseUrl,
    token,
    databaseUrl,
    web: launchWeb(),
    workers: Array.from({ length: options.workers ?? 1 }, (_, index) => launchWorker(index)),
    fetch: (target, init = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has("authorization")) headers.set("authorization", `Bearer ${token}`);
      return fetch(new URL(target, baseUrl), { ...init, headers });
    },
    killWeb: () => end(app.web, "SIGKILL"),
    restartWeb: async () => {
      await end(app.web, "SIGKILL");
      app.web = launchWeb();
      await waitUntilReady(baseUrl, { timeoutMs: 60_000 });
    },
    killWorker: async (index) => {
      const worker = app.workers[index];
      if (worker) await end(worker, "SIGKILL");
    },
    restartWorker: async (index) => {
      await app.killWorker(index);
      app.workers[index] = launchWorker(index);
    },
    logOf: (name) => readFileSync(logFile(name), "utf8"),
    stop: async () => {
      await Promise.all([app.web, ...app.workers].map((child) => end(child, "SIGTERM")));
      await testDatabase?.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  try {
    await waitUntilReady(baseUrl, { timeoutMs: 60_000 });
  } catch (cause) {
    const message = `The app under test did not start.\n${app.logOf("web")}`;
    await app.stop();
    throw new Error(message, { cause });
  }
  return app;
}

function bootstrap(environment: NodeJS.ProcessEnv): void {
  const result = spawnSync(process.execPath, scriptArguments("bootstrap"), {
    env: environment,
    encoding: "utf8",
  });
  if (result.status !== 0)
    throw new Error(`The app under test could not be bootstrapped:
${result.stderr}`);
}

function workerIdentity(name: string): Record<string, string> {
  return name.startsWith("worker") ? { AIMWRIGHT_WORKER_ID: name } : {};
}

function spawnLogged(args: string[], env: NodeJS.ProcessEnv, logFile: string): ChildProcess {
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, args, { cwd: projectDirectory(), env, stdio: ["ignore", log, log] });
  closeSync(log);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  const force = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exited;
  clearTimeout(force);
}
