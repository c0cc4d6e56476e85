/** A statement with `$1`, `$2`… where names stood in braces, and those names in order. */
export type ReadStatement = {
  text: string;
  names: string[];
  verb: string;
  problem: string | null;
  /** The statement without what stands in strings, quoted names and comments. */
  code: string;
};

const reading = new Set(["select", "with", "values", "table", "show", "explain"]);

/** Finds the braces of a statement outside its strings and comments, and says what stands in its way. */
export function readStatement(given: string): ReadStatement {
  const names: string[] = [];
  let text = "";
  let code = "";
  let problem: string | null = null;
  let at = 0;
  while (at < given.length) {
    const rest = given.slice(at);
    const skipped = /^(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1)/.exec(
      rest,
    )?.[0];
    if (skipped !== undefined) {
      text += skipped;
      code += " ";
      at += skipped.length;
      continue;
    }
    const name = /^\{([a-z_]\w{0,59})\}/i.exec(rest);
    if (name?.[1] !== undefined) {
      if (!names.includes(name[1])) names.push(name[1]);
      text += `$${names.indexOf(name[1]) + 1}`;
      code += "?";
      at += name[0].length;
      continue;
    }
    const sign = rest[0] ?? "";
    if (sign === "'" || sign === '"') problem ??= "A quotation mark is not closed.";
    text += sign;
    code += sign;
    at += 1;
  }
  const trimmed = withoutEnd(code);
  if (trimmed.includes(";")) problem ??= "Write one statement only.";
  if (/\$\d/.test(trimmed)) problem ??= "Write names in braces, such as {email}, instead of $1.";
  const verb = /^[a-z]+/i.exec(trimmed.replace(/^[\s(]+/, ""))?.[0]?.toLowerCase() ?? "";
  return { text: withoutEnd(text).trim(), names, verb, problem, code: trimmed };
}

function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[;\s]/.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(0, end);
}

/** True for statements that can stand in a transaction that only reads. */
export function onlyReads({ verb }: ReadStatement): boolean {
  return reading.has(verb);
}
