import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext, AbilityExecutor, AbilityResult } from "../execute-ability.ts";
import { byReference } from "../summarize-result.ts";
import { mayWrite, type SqlQuerySettings, type sqlQueryDefinition } from "./definition.ts";
import { readConnection, runStatement } from "./execute-statement.server.ts";
import { onlyReads, readStatement } from "./read-statement.ts";

type Prepared = { text: string; values: unknown[] } | { refused: string };

/** Runs the statement once in its own transaction; what the database refuses is told to the agent. */
export const sqlQueryExecutor: AbilityExecutor<typeof sqlQueryDefinition> = {
  act: async (context, settings, args) => {
    const prepared = prepare(settings, args);
    if ("refused" in prepared) return { result: { error: prepared.refused }, isError: true };
    const connection = readConnection(await readSecret(context, settings), settings.host);
    const { address } = await context.http.resolve(connection.host, connection.port);
    const done = await runStatement({
      connection,
      address,
      tls: settings.tls,
      statement: prepared,
      readOnly: !mayWrite(settings),
      rowLimit: settings.rowLimit,
      seconds: settings.seconds,
      signal: context.signal,
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
    return { result, ...(artifact ? { artifact } : {}) };
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

async function readSecret(context: AbilityContext, settings: SqlQuerySettings): Promise<string> {
  const secret = await context.secret(settings.secret);
  if (secret) return secret;
  const message = `The secret "${settings.secret}" is not set in this workspace. An owner can add it in the settings.`;
  throw new AppError("provider_unauthorized", message);
}
