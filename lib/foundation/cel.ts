import { type ParseResult, parse } from "@marcbachmann/cel-js";

/** Why a CEL expression cannot be parsed, in one line, or null when it can. */
export function celProblem(expression: string): string | null {
  if (expression.length > 2000) return "The condition is longer than 2,000 characters.";
  try {
    parse(expression);
    return null;
  } catch (caught) {
    return caught instanceof Error ? (caught.message.split("\n")[0] ?? "cannot be read") : "cannot be read";
  }
}

/** The outcome of evaluating a condition: its truth, or why it could not be told. */
export type CelResult = { ok: true; value: boolean } | { ok: false; problem: string };

/** Evaluates a CEL expression (https://cel.dev) over plain data; anything but a boolean is a problem, never a truth. */
export function evaluateCel(expression: string, facts: Record<string, unknown>): CelResult {
  try {
    const value: unknown = parsed(expression)(toCel(facts) as Record<string, unknown>);
    if (typeof value === "boolean") return { ok: true, value };
    return { ok: false, problem: `The condition gives ${typeof value}, not true or false.` };
  } catch (caught) {
    const problem = caught instanceof Error ? (caught.message.split("\n")[0] ?? "failed") : "failed";
    return { ok: false, problem };
  }
}

const known = new Map<string, ParseResult>();
const mostKnown = 1000;

// Conditions of a blueprint are evaluated run after run; what fails to parse throws again each time.
function parsed(expression: string): ParseResult {
  const before = known.get(expression);
  if (before) return before;
  const made = parse(expression);
  if (known.size >= mostKnown) known.clear();
  known.set(expression, made);
  return made;
}

// CEL has no undefined; a field without a value reads as null.
function toCel(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(toCel);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toCel(entry)]));
}
