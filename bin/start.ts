import "./load-env-file.ts";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { isAlive } from "#db/embedded-postmaster.server.ts";
import { migrateDatabase } from "#db/migrate.server.ts";
import { env } from "#lib/foundation/env.server.ts";
import { buildWhenNeeded } from "./build-when-needed.ts";
import { isPortFree, nextFreePort } from "./choose-port.ts";
import { scriptArguments, webArguments, workerArguments } from "./commands.ts";
import { type KeptPostgres, keepPostgresRunning } from "./keep-postgres-running.ts";
import { projectDirectory } from "./project-directory.ts";
import { type Claim, claimFolder } from "./single-instance.ts";
import { storedKey } from "./stored-key.ts";
import { type Supervised, supervise } from "./supervise.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

const mode = process.argv.includes("--dev") ? "dev" : "start";
const dataDirectory = path.resolve(process.env.AIMWRIGHT_DATA_DIRECTORY ?? projectDirectory(".data"));
const logFile = (name: string) => path.join(dataDirectory, "logs", `${name}.log`);
const say = (line: string) => process.stdout.write(`${line}\n`);

const children: Supervised[] = [];
const stopped = new AbortController();
let postgres: Promise<KeptPostgres> | undefined;
let postgresPid: number | undefined;
let claim: Claim | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

try {
  await start();
} catch (error) {
  if (!stopped.signal.aborted) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}

async function start(): Promise<void> {
  const { HOST: host, AIMWRIGHT_WORKERS: workerCount, DATABASE_URL: givenDatabase } = env();
  const claimed = claimFolder(dataDirectory);
  if (!("release" in claimed)) {
    const where = claimed.url ?? "still starting";
    throw new Error(
      `Aimwright is already running in this folder: ${where} (process ${claimed.pid}). Stop it first.`,
    );
  }
  claim = claimed;
  mkdirSync(path.dirname(logFile("web")), { recursive: true });
  await untilGone(claimed.orphans);
  let port = await choosePort(host);
  if (mode === "start") {
    await buildWhenNeeded(logFile("build"), () =>
      say("Building the web app (takes a minute, once per change of the sources)"),
    );
    stopped.signal.throwIfAborted();
  }
  if (givenDatabase === undefined) {
    say("Starting PostgreSQL");
    postgres = keepPostgresRunning({
      directory: dataDirectory,
      report: say,
      onStart: (pid) => {
        postgresPid = pid;
        publish();
      },
    });
  }
  const databaseUrl = givenDatabase ?? (await postgres)?.url() ?? "";
  stopped.signal.throwIfAborted();
  say("Bringing the database up to date");
  await migrateDatabase(databaseUrl);

  const childEnvironment = (name: string): NodeJS.ProcessEnv => {
    const publicUrl = process.env.AIMWRIGHT_PUBLIC_URL || `http://localhost:${port}`;
    return {
      ...process.env,
      NODE_ENV: mode === "dev" ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: databaseUrl,
      HOST: host,
      PORT: String(port),
      AIMWRIGHT_PUBLIC_URL: publicUrl,
      NEXTAUTH_URL: process.env.NEXTAUTH_URL || publicUrl,
      AIMWRIGHT_SECRET_KEY:
        process.env.AIMWRIGHT_SECRET_KEY || storedKey(path.join(dataDirectory, "secret.key")),
      NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || storedKey(path.join(dataDirectory, "session.key")),
      ...(name.startsWith("worker") ? { AIMWRIGHT_WORKER_ID: name } : {}),
    };
  };
  const setupPath = bootstrap(childEnvironment("bootstrap"));

  say(
    workerCount === 1
      ? "Starting the worker and the web app"
      : `Starting ${workerCount} workers and the web app`,
  );
  let isReady = false;
  const run = (name: string, args: () => string[]) =>
    children.push(
      supervise({
        name,
        directory: projectDirectory(),
        logFile: mode === "dev" ? undefined : logFile(name),
        report: say,
        onStart: publish,
        prepare: async () => {
          // Somebody may have taken the port since we looked; once people use it, it stays.
          if (name === "web" && !isReady) port = await choosePort(host, port);
          return { args: args(), env: childEnvironment(name) };
        },
      }),
    );
  run("web", () => webArguments({ mode, host, port }));
  if (existsSync(projectDirectory("bin", "worker.ts"))) {
    for (let number = 1; number <= workerCount; number++) run(`worker-${number}`, workerArguments);
  }
  await waitUntilAnswering(() => `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`);
  isReady = true;
  const url = `http://localhost:${port}`;
  claim.update({ url });
  publish();
  say(
    setupPath === null
      ? `\nAimwright is ready: ${url}`
      : `\nAimwright is ready. Set it up here (the link works once): ${url}${setupPath}`,
  );
  say(`Logs: ${path.dirname(logFile("web"))}. Ctrl-C stops everything.`);
}

async function waitUntilAnswering(url: () => string): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    try {
      return await waitUntilReady(url(), { timeoutMs: 3_000, signal: stopped.signal });
    } catch (error) {
      if (stopped.signal.aborted || attempt === 59) throw error;
    }
  }
}

async function untilGone(orphans: number[]): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (orphans.some(isAlive) && Date.now() < deadline) await wait(50);
}

async function choosePort(host: string, wanted = env().PORT): Promise<number> {
  if (await isPortFree(host, wanted)) return wanted;
  if (process.env.PORT)
    throw new Error(`Port ${wanted} is in use by another program. Choose another with PORT, or free it.`);
  const port = await nextFreePort(host, wanted + 1);
  say(`Port ${wanted} is in use, so this one takes ${port}`);
  return port;
}

function bootstrap(environment: NodeJS.ProcessEnv): string | null {
  if (!existsSync(projectDirectory("lib", "operations", "setup", "ensure-bootstrap.server.ts"))) return null;
  const result = spawnSync(process.execPath, scriptArguments("bootstrap"), {
    env: environment,
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`The first set-up failed:\n${result.stderr}`);
  const lastLine = result.stdout.trim().split("\n").at(-1) ?? "";
  return z.object({ setupUrl: z.string().nullable() }).parse(JSON.parse(lastLine)).setupUrl;
}

function publish(): void {
  const pids = children.flatMap((child) =>
    child.pid() === undefined ? [] : [[child.name, child.pid()] as const],
  );
  const database = postgresPid === undefined ? [] : [["postgres", postgresPid] as const];
  claim?.update({
    children: Object.fromEntries([...pids, ...database].map(([name, pid]) => [name, pid ?? 0])),
  });
}

async function stop(code: number): Promise<void> {
  if (stopped.signal.aborted) return;
  stopped.abort();
  if (children.length > 0) say("\nStopping");
  await Promise.all(children.map((child) => child.stop()));
  await (await postgres?.catch(() => undefined))?.stop();
  claim?.release();
  process.exit(code);
}
