import Papa from "papaparse";
import type { ErrorDetail } from "#lib/foundation/errors.ts";
import { fromCellText, toCellText } from "#lib/foundation/spreadsheet-text.ts";
import { type Expectation, type SuiteCase, suiteCaseSchema } from "./suite-case.ts";

const messageBreak = "\n---\n";
const columns = ["title", "message", "tags", "held_out", "expectations"] as const;

/** Columns that spare a person the JSON: each line of a cell is one expectation. */
const plainColumns: Record<string, (line: string) => Expectation> = {
  contains: (text) => ({ kind: "answer-contains", text }),
  lacks: (text) => ({ kind: "answer-lacks", text }),
  calls: (ability) => ({ kind: "ability-called", ability, when: "" }),
  calls_not: (ability) => ({ kind: "ability-not-called", ability, when: "" }),
};

/** Cases as CSV; several messages are parted by a line of three dashes. */
export function writeCasesCsv(cases: readonly SuiteCase[]): string {
  const rows = cases.map((one) => [
    one.title,
    one.messages.join(messageBreak),
    one.tags.join(";"),
    String(one.heldOut),
    JSON.stringify(one.expectations),
  ]);
  return `${Papa.unparse([[...columns], ...rows.map((row) => row.map(toCellText))])}\r\n`;
}

/** Reads cases from CSV with the columns of {@link writeCasesCsv}, or `contains`, `lacks`, `calls`, `calls_not`. */
export function readCasesCsv(text: string): { cases: SuiteCase[]; problems: ErrorDetail[] } {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const [header, ...records] = parsed.data;
  if (!header) return { cases: [], problems: [{ path: "csv", message: "The file has no header row." }] };
  const names = header.map((name) => name.trim().toLowerCase());
  const known = [...columns, ...Object.keys(plainColumns)] as string[];
  const problems: ErrorDetail[] = names
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: "csv", message: `There is no column “${name}”. Use ${known.join(", ")}.` }));
  for (const needed of ["title", "message"])
    if (!names.includes(needed))
      problems.push({ path: "csv", message: `The column “${needed}” is missing.` });
  if (problems.length > 0) return { cases: [], problems };
  const cases: SuiteCase[] = [];
  for (const [index, record] of records.entries()) {
    const cells = new Map(names.map((name, at) => [name, fromCellText(record[at] ?? "")]));
    const read = readCase(cells);
    if (read.ok) cases.push(read.value);
    else problems.push(...read.problems.map((one) => ({ ...one, path: `rows.${index + 2}.${one.path}` })));
  }
  return { cases, problems };
}

function readCase(
  cells: Map<string, string>,
): { ok: true; value: SuiteCase } | { ok: false; problems: ErrorDetail[] } {
  const cell = (name: string) => cells.get(name)?.trim() ?? "";
  const lines = (name: string) =>
    cell(name)
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "");
  const plain = Object.entries(plainColumns).flatMap(([name, make]) =>
    lines(name).map((line) => make(line.trim())),
  );
  let given: unknown = [];
  try {
    if (cell("expectations") !== "") given = JSON.parse(cell("expectations"));
  } catch {
    return { ok: false, problems: [{ path: "expectations", message: "Is not valid JSON." }] };
  }
  const heldOut = cell("held_out").toLowerCase();
  if (!["", "true", "false"].includes(heldOut))
    return { ok: false, problems: [{ path: "held_out", message: "Write true or false." }] };
  const parsed = suiteCaseSchema.safeParse({
    title: cell("title"),
    messages: cell("message").split(/\r?\n---\r?\n/),
    tags: cell("tags")
      .split(";")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
    heldOut: heldOut === "true",
    expectations: Array.isArray(given) ? [...given, ...plain] : given,
  });
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
  }));
  return { ok: false, problems };
}

// A spreadsheet would run such a cell as a formula.
