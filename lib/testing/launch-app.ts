import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { scriptArguments, webArguments, workerArguments } from "#bin/commands.ts";
import { waitUntilReady } from "#bin/wait-until-ready.ts";
import { freePort } from "#db/embedded.server.ts";
import { type AppProcess, spawnLogged } from "./app-process.ts";
import { createTestDatabase } from "./database.ts";

/** `env` is laid over the environment of web and workers; with `databaseUrl` the caller owns the database. */
export type StartAppOptions = {
  workers?: number;
  env?: Record<string, string>;
  databaseUrl?: string;
  durable?: boolean;
};

/** All another process has to know to go on with an app: plain data, so that it can be handed over. */
export type LaunchedApp = {
  baseUrl: string;
  port: number;
  token: string;
  databaseUrl: string;
  /** Holds the logs; it goes when the app is stopped. */
  directory: string;
  environment: Record<string, string>;
  web: number;
  workers: number[];
};

const run = promisify(execFile);

/** Starts web and workers on a fresh database and waits until they serve; `close` ends what was started here. */
export async function launchApp(
  options: StartAppOptions,
): Promise<{ app: LaunchedApp; close: () => Promise<void> }> {
  const database = options.databaseUrl ? undefined : await createTestDatabase({ durable: options.durable });
  const directory = mkdtempSync(path.join(tmpdir(), "aimwright-app-"));
  const databaseUrl = options.databaseUrl ?? database?.url ?? "";
  const port = await freePort();
  const environment = environmentOf(databaseUrl, port, options.env ?? {});
  const started: AppProcess[] = [];
  const close = async () => {
    await Promise.all(started.map((child) => child.end("SIGTERM")));
    await database?.close();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await run(process.execPath, scriptArguments("bootstrap"), { env: environment });
    const app: LaunchedApp = {
      baseUrl: environment.AIMWRIGHT_PUBLIC_URL ?? "",
      port,
      token: environment.AIMWRIGHT_BOOTSTRAP_TOKEN ?? "",
      databaseUrl,
      directory,
      environment,
      web: 0,
      workers: [],
    };
    started.push(launchWeb(app));
    app.web = started[0]?.pid ?? 0;
    for (let index = 0; index < (options.workers ?? 1); index++) {
      const worker = launchWorker(app, index);
      started.push(worker);
      app.workers.push(worker.pid);
    }
    await waitUntilReady(app.baseUrl, { timeoutMs: 60_000 });
    return { app, close };
  } catch (cause) {
    const said = logOf(directory, "web");
    await close();
    throw new Error(`The app under test did not start.\n${said}`, { cause });
  }
}

/** Starts the web server of an app, once more if it was killed. */
export function launchWeb(app: LaunchedApp): AppProcess {
  const args = webArguments({ mode: "start", host: "127.0.0.1", port: app.port });
  return spawnLogged(args, environmentFor(app), path.join(app.directory, "web.log"));
}

/** Starts a worker of an app: the first has index 0 and the name `worker-1`. */
export function launchWorker(app: LaunchedApp, index: number): AppProcess {
  const name = `worker-${index + 1}`;
  const environment = { ...environmentFor(app), AIMWRIGHT_WORKER_ID: name };
  return spawnLogged(workerArguments(), environment, path.join(app.directory, `${name}.log`));
}

/** What a process of the app wrote so far; nothing when it never ran. */
export function logOf(directory: string, name: string): string {
  try {
    return readFileSync(path.join(directory, `${name}.log`), "utf8");
  } catch {
    return "";
  }
}

function environmentFor(app: LaunchedApp): NodeJS.ProcessEnv {
  return { ...app.environment, NODE_ENV: "production" };
}

function environmentOf(databaseUrl: string, port: number, own: Record<string, string>) {
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
    AIMWRIGHT_BOOTSTRAP_TOKEN: `aw_test_${randomBytes(24).toString("hex")}`,
    AIMWRIGHT_ALLOW_LOOPBACK_EGRESS: "1",
    ...own,
  };
  // Test runners leave marks that would change how the product behaves.
  for (const name of Object.keys(environment)) if (name.startsWith("VITEST")) delete environment[name];
  return environment as Record<string, string> & NodeJS.ProcessEnv;
}
