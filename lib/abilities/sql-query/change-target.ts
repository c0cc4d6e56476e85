import { readStatement } from "./read-statement.ts";

/** The one table a statement changes, in a way whose rows can be told before and after. */
export type ChangeTarget = { table: string; verb: "insert" | "update" | "delete" };

const name = `(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)`;
const begins = new RegExp(
  `^\\s*(insert\\s+into|update|delete\\s+from)\\s+(?:only\\s+)?(${name}(?:\\s*\\.\\s*${name})?)(?![\\w$"])`,
  "i",
);

/**
 * Which table a statement changes, or null where that cannot be told from its text: one that names other tables or
 * already returns rows is run as it stands, and cannot be undone.
 */
export function changeTarget(statement: string): ChangeTarget | null {
  const { text, problem, code } = readStatement(statement);
  const found = begins.exec(text);
  const verb = found?.[1]?.split(/\s/)[0]?.toLowerCase();
  if (problem !== null || !found?.[2] || (verb !== "insert" && verb !== "update" && verb !== "delete"))
    return null;
  // Subqueries of an update may read other tables; they are seen as "from" and left alone.
  const others = {
    insert: /\breturning\b/i,
    update: /\b(?:returning|from)\b/i,
    delete: /\b(?:returning|using)\b/i,
  };
  return others[verb].test(code) ? null : { table: found[2].replace(/\s+/g, ""), verb };
}
