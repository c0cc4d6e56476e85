import "server-only";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { AppError } from "#lib/foundation/errors.ts";
import { nativeProgram } from "./embedded-native.server.ts";
import { choosePlace, type Place } from "./embedded-place.server.ts";
import { findPostmaster, stopPostmaster } from "./embedded-postmaster.server.ts";

const superuser = "aimwright";
const databaseName = "aimwright";
const storedState = z.object({
  id: z.string(),
  password: z.string(),
  port: z.number(),
  initialised: z.boolean(),
});
type StoredState = z.infer<typeof storedState>;

/** A running embedded PostgreSQL; `exited` settles when it is gone, `stop` leaves alone a server others started. */
export type EmbeddedServer = {
  url: string;
  pid: number;
  dataDirectory: string;
  startedHere: boolean;
  exited: Promise<void>;
  stop: () => Promise<void>;
};

/** `directory` holds data, password and log; `takeOver` restarts a server that outlived its supervisor. */
export type EmbeddedOptions = {
  directory: string;
  takeOver?: boolean;
  settings?: Record<string, string>;
};

/** Starts the PostgreSQL that came with npm install (initialising it at first), or joins the one already running there. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  mkdirSync(options.directory, { recursive: true });
  const stateFile = path.join(options.directory, "postgres.json");
  const stored = readState(stateFile);
  const state = stored ?? {
    id: randomBytes(8).toString("hex"),
    password: randomBytes(24).toString("base64url"),
    port: await freePort(),
    initialised: false,
  };
  const place = choosePlace(path.join(path.resolve(options.directory), "postgres"), state.id);
  if (stored === undefined && existsSync(path.join(place.dataDirectory, "PG_VERSION"))) {
    const message = `${stateFile} is missing, so the password of the database in ${place.dataDirectory} is not known.`;
    throw new AppError("unavailable", message);
  }
  if (!state.initialised) {
    // Whatever lies there is what an interrupted first start left behind.
    const leftovers = existsSync(place.dataDirectory) ? readdirSync(place.dataDirectory) : [];
    for (const name of leftovers) rmSync(path.join(place.dataDirectory, name), { recursive: true });
    writeState(stateFile, state);
    initialise(place, state.password);
    state.initialised = true;
    writeState(stateFile, state);
  }
  const running = findPostmaster(place.dataDirectory);
  if (running !== undefined && !options.takeOver) {
    const url = urlOf(state.password, running.port);
    await ready(url, () => undefined);
    return {
      url,
      pid: running.pid,
      dataDirectory: place.dataDirectory,
      startedHere: false,
      exited: new Promise(() => {}),
      stop: async () => {},
    };
  }
  if (running !== undefined) await stopPostmaster(running.pid);
  return launch(options, place, state, stateFile);
}

/** A TCP port of 127.0.0.1 nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function launch(
  options: EmbeddedOptions,
  place: Place,
  state: StoredState,
  stateFile: string,
): Promise<EmbeddedServer> {
  const logFile = path.join(options.directory, "postgres.log");
  for (let attempt = 1; ; attempt++) {
    const url = urlOf(state.password, state.port);
    const child = spawnServer(options, place, state.port, logFile);
    const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    try {
      await ready(url, () => (child.exitCode ?? child.signalCode) !== null);
      await ensureDatabase(state);
      return {
        url,
        pid: child.pid ?? 0,
        dataDirectory: place.dataDirectory,
        startedHere: true,
        exited,
        stop: async () => {
          if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
            await stopPostmaster(child.pid);
          await exited;
        },
      };
    } catch (cause) {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        await stopPostmaster(child.pid);
      const log = readFileSync(logFile, "utf8");
      if (attempt >= 20) {
        const tail = log.split("\n").slice(-8).join("\n");
        throw new AppError("unavailable", `PostgreSQL did not start. The end of ${logFile}:\n${tail}`, {
          cause,
        });
      }
      // A port may have been taken meanwhile; the shared memory of a killed server lingers until its last backend is gone.
      if (log.includes("could not bind")) {
        state = { ...state, port: await freePort() };
        writeState(stateFile, state);
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

function spawnServer(options: EmbeddedOptions, place: Place, port: number, logFile: string): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "log",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(
    nativeProgram(place.native, "postgres"),
    ["-D", place.dataDirectory, "-p", String(port), ...flags],
    // A group of its own, so that Ctrl-C reaches it through us, after those who use it have gone.
    {
      ...place.user,
      cwd: path.parse(place.dataDirectory).root,
      env: serverEnvironment(),
      stdio: ["ignore", log, log],
      detached: true,
    },
  );
  closeSync(log);
  child.on("error", () => {});
  return child;
}

function initialise(place: Place, password: string): void {
  const passwordFile = path.join(path.dirname(place.dataDirectory), `.initial-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  try {
    const made = spawnSync(
      nativeProgram(place.native, "initdb"),
      [
        `--pgdata=${place.dataDirectory}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      {
        ...place.user,
        cwd: path.parse(place.dataDirectory).root,
        env: serverEnvironment(),
        encoding: "utf8",
      },
    );
    if (made.status !== 0) {
      const reason = made.error?.message ?? made.stderr;
      throw new AppError("unavailable", `PostgreSQL could not prepare ${place.dataDirectory}: ${reason}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function ready(url: string, hasExited: () => boolean | undefined): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({
      connectionString: url.replace(/[^/]+$/, "postgres"),
      connectionTimeoutMillis: 5_000,
    });
    client.on("error", () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if (hasExited() || Date.now() > deadline) throw error;
    } finally {
      await client.end().catch(() => {});
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function ensureDatabase(state: StoredState): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf(state.password, state.port).replace(/[^/]+$/, "postgres"),
  });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

function urlOf(password: string, port: number): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`;
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    LC_ALL: "C",
    TZ: "UTC",
    NODE_ENV: process.env.NODE_ENV,
  };
}

function readState(file: string): StoredState | undefined {
  return existsSync(file) ? storedState.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

function writeState(file: string, state: StoredState): void {
  writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  chmodSync(file, 0o600);
}
