import "server-only";
import { isIP, Socket } from "node:net";
import { Client } from "pg";
import Cursor from "pg-cursor";
import { AppError } from "#lib/foundation/errors.ts";
import { changeRows, restoreRows, type SqlChange, type SqlRefusal } from "./change-rows.server.ts";
import type { ChangeTarget } from "./change-target.ts";

/** A connection string, read by us: the driver's own reader would open files that the string names. */
export type SqlConnection = { host: string; port: number; user: string; password: string; database: string };

/** A database whose address was checked, and how long it may be worked with. */
export type SqlSession = {
  connection: SqlConnection;
  address: string;
  tls: "verified" | "unverified" | "off";
  seconds: number;
  signal: AbortSignal;
};

/** One statement on its way to it. */
export type SqlJob = SqlSession & {
  statement: { text: string; values: unknown[] };
  /** What it changes, where that can be told. */
  target: ChangeTarget | null;
  readOnly: boolean;
  rowLimit: number;
};

/** Rows, or what the database said against it. */
export type SqlOutcome =
  | { rows: Record<string, unknown>[]; rowCount: number; isCut: boolean; change?: SqlChange }
  | SqlRefusal;

const mostBytes = 20_000_000;

/** Reads `postgresql://user:password@host:port/database`, which must lead to the host the author wrote. */
export function readConnection(secret: string, expected: string): SqlConnection {
  const url = URL.parse(secret.trim());
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol) || url.hostname === "")
    throw odd("It must look like postgresql://user:password@host:5432/database.");
  const port = url.port === "" ? 5432 : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const wanted = URL.parse(`postgresql://${expected.trim().toLowerCase()}`);
  const wantedPort = wanted?.port ? Number(wanted.port) : 5432;
  if (wanted?.hostname.replace(/^\[|\]$/g, "") !== host || wantedPort !== port)
    throw odd(`It leads to another host than “${expected}”, the one this ability names.`);
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  return {
    host,
    port,
    user: decode(url.username),
    password: decode(url.password),
    database: decode(url.pathname.slice(1)) || decode(url.username),
  };
}

function odd(why: string): AppError {
  return new AppError("provider_unauthorized", `The connection of this ability cannot be used. ${why}`);
}

/** Runs the statement in its own transaction; one that changes data is undone when it reaches too many rows. */
export async function runStatement(job: SqlJob): Promise<SqlOutcome> {
  return await inTransaction(job, (client) =>
    job.readOnly ? readRows(client, job) : changeRows(client, job, () => readRows(client, job)),
  );
}

/** Puts rows back as they were before a change, all or none; `error` says which were changed since. */
export async function undoStatement(
  job: SqlSession,
  change: SqlChange,
): Promise<{ undone: number } | SqlRefusal> {
  return await inTransaction({ ...job, readOnly: false }, (client) => restoreRows(client, change));
}

/** Connects to the checked address, works in one transaction, and leaves nothing open. */
async function inTransaction<T extends object>(
  job: SqlSession & { readOnly: boolean },
  work: (client: Client) => Promise<T | SqlRefusal>,
): Promise<T | SqlRefusal> {
  const { connection, readOnly, seconds, signal } = job;
  const socket = new Socket();
  const client = new Client({
    host: job.address,
    port: connection.port,
    user: connection.user,
    password: connection.password,
    database: connection.database,
    ssl: tlsOf(job),
    stream: () => socket,
    connectionTimeoutMillis: Math.min(10_000, seconds * 1000),
    application_name: "aimwright",
  });
  // Losing the connection is told by the query under way; without a listener it would end the process.
  client.on("error", () => {});
  let tooLarge = false;
  const watch = setInterval(() => {
    if (wireOf(client).bytesRead <= mostBytes) return;
    tooLarge = true;
    wireOf(client).destroy();
  }, 20);
  const stop = () => socket.destroy();
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    await client.connect();
    // Rows are told before and after by one snapshot; a change made meanwhile is refused instead of overwritten.
    await client.query(readOnly ? "begin transaction read only" : "begin isolation level repeatable read");
    await client.query(`set local statement_timeout = ${Math.trunc(seconds * 1000)}`);
    await client.query("set local idle_in_transaction_session_timeout = 30000");
    const outcome = await work(client);
    await client.query(readOnly || "error" in outcome ? "rollback" : "commit");
    return outcome;
  } catch (caught) {
    if (tooLarge)
      return {
        error: `The rows are larger than ${mostBytes / 1_000_000} MB. Ask for fewer columns or rows.`,
        code: "too_large",
      };
    if (signal.aborted) throw signal.reason;
    return explain(caught, connection.host);
  } finally {
    clearInterval(watch);
    signal.removeEventListener("abort", stop);
    await client.end().catch(() => {});
    socket.destroy();
  }
}

async function readRows(client: Client, { statement, rowLimit }: SqlJob): Promise<SqlOutcome> {
  // The extended protocol takes one statement; a second one in the same text is refused by the database itself.
  const cursor = client.query(
    new Cursor<Record<string, unknown>>(statement.text, statement.values as never[]),
  );
  const { rows, rowCount } = await new Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>(
    (resolve, reject) => {
      cursor.read(rowLimit + 1, (error: Error | undefined, read, result) =>
        error ? reject(error) : resolve({ rows: read, rowCount: result?.rowCount ?? null }),
      );
    },
  );
  await cursor.close();
  const isCut = rows.length > rowLimit;
  const kept = rows.slice(0, rowLimit).map(plainRow);
  return { rows: kept, rowCount: rows.length > 0 ? kept.length : (rowCount ?? 0), isCut };
}

function plainRow(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Buffer.isBuffer(value)
        ? `(${value.byteLength} bytes)`
        : value instanceof Date
          ? value.toISOString()
          : value,
    ]),
  );
}

// Under TLS the driver puts another socket before ours; the one it holds counts what was read.
function wireOf(client: Client): Socket {
  return (client as Client & { connection: { stream: Socket } }).connection.stream;
}

function tlsOf({ tls, connection }: SqlSession) {
  if (tls === "off") return false;
  const servername = isIP(connection.host) === 0 ? { servername: connection.host } : {};
  return { rejectUnauthorized: tls === "verified", ...servername };
}

/** What the database says about the statement goes to the agent; that nobody answers is a failure like any other. */
function explain(caught: unknown, host: string): SqlRefusal {
  const error = caught as { code?: string; message?: string; hint?: string; severity?: string };
  const code = error.code ?? "";
  const isDatabaseWord = error.severity !== undefined && /^[0-9A-Z]{5}$/.test(code);
  if (isDatabaseWord && (code.startsWith("28") || code === "3D000"))
    throw new AppError(
      "provider_unauthorized",
      `The database at "${host}" refused the sign-in: ${error.message}`,
      { cause: caught },
    );
  if (isDatabaseWord && code === "40001")
    return { error: "Somebody changed these rows at the same moment. Nothing was done; try again.", code };
  if (isDatabaseWord && code === "57014")
    return { error: "The statement took too long and was stopped. Narrow it.", code };
  if (isDatabaseWord && !/^(?:57|53|08)/.test(code))
    return {
      error: String(error.message).slice(0, 1000),
      code,
      ...(error.hint ? { hint: error.hint.slice(0, 500) } : {}),
    };
  const reason = String(error.message ?? "no answer").slice(0, 200);
  throw new AppError("ability_failed", `The database at "${host}" cannot be used: ${reason}.`, {
    cause: caught,
  });
}
