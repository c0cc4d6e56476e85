import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext, AbilityExecutor, AbilityResult } from "../execute-ability.ts";
import { byReference } from "../summarize-result.ts";
import { sqlChangeSchema } from "./change-rows.server.ts";
import { changeTarget } from "./change-target.ts";
import { mayWrite, type SqlQuerySettings, type sqlQueryDefinition } from "./definition.ts";
import { readConnection, runStatement, type SqlSession, undoStatement } from "./execute-statement.server.ts";
import { onlyReads, readStatement } from "./read-statement.ts";

type Prepared = { text: string; values: unknown[] } | { refused: string };

/** Runs the statement once in its own transaction; what the database refuses is told to the agent. */
export const sqlQueryExecutor: AbilityExecutor<typeof sqlQueryDefinition> = {
  act: async (context, settings, args) => {
    const prepared = prepare(settings, args);
    if ("refused" in prepared) return { result: { error: prepared.refused }, isError: true };
    const writes = mayWrite(settings);
    const done = await runStatement({
      ...(await openSession(context, settings)),
      statement: prepared,
      target: writes ? changeTarget(settings.statement) : null,
      readOnly: !writes,
      rowLimit: settings.rowLimit,
    });
    if ("error" in done) return { result: done, isError: true } satisfies AbilityResult;
    const { artifact, data, shortened } = await byReference(context, done.rows, settings.resultLimit, "rows");
    const result = {
      rows: data,
      rowCount: done.rowCount,
      ...(done.isCut
        ? { note: `Only the first ${settings.rowLimit} rows. Narrow the query to see others.` }
        : {}),
      ...(shortened ? { shortened } : {}),
    };
    if (writes)
      await context.audit("database.changed", {
        host: settings.host,
        statement: prepared.text,
        values: prepared.values,
        rowCount: done.rowCount,
        undoable: done.change !== undefined,
      });
    return { result, ...(artifact ? { artifact } : {}), ...(done.change ? { undo: done.change } : {}) };
  },
  undo: async (context, settings, undo) => {
    const done = await undoStatement(await openSession(context, settings), sqlChangeSchema.parse(undo));
    if ("error" in done) throw new AppError("conflict", done.error);
    return done;
  },
  preview: async (context, settings, args) => {
    const prepared = prepare(settings, args);
    if ("refused" in prepared) throw new AppError("invalid_input", prepared.refused);
    return {
      host: settings.host,
      connection: await readSecret(context, settings),
      transaction: mayWrite(settings) ? "read and write" : "read only",
      statement: prepared.text,
      values: prepared.values,
    };
  },
};

function prepare(settings: SqlQuerySettings, args: Record<string, unknown>): Prepared {
  const isAgents = settings.source === "agent";
  const read = readStatement(isAgents ? String(args.sql ?? "") : settings.statement);
  if (isAgents && read.names.length > 0) return { refused: "Write values out; braces are not filled here." };
  if (read.problem) return { refused: read.problem };
  if (!mayWrite(settings) && !onlyReads(read))
    return { refused: `Only reading is allowed: begin with SELECT or WITH, not “${read.verb || "?"}”.` };
  return { text: read.text, values: read.names.map((name) => args[name] ?? null) };
}

async function openSession(context: AbilityContext, settings: SqlQuerySettings): Promise<SqlSession> {
  const connection = readConnection(await readSecret(context, settings), settings.host);
  const { address } = await context.http.resolve(connection.host, connection.port);
  return { connection, address, tls: settings.tls, seconds: settings.seconds, signal: context.signal };
}

async function readSecret(context: AbilityContext, settings: SqlQuerySettings): Promise<string> {
  const secret = await context.secret(settings.secret);
  if (secret) return secret;
  const message = `The secret "${settings.secret}" is not set in this workspace. An owner can add it in the settings.`;
  throw new AppError("provider_unauthorized", message);
}
