const placeholder = /\{\{\s*([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)\s*\}\}/gu;

/** The names in double braces, in order. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(placeholder)].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}

/** The template with its names replaced in one pass, so that braces inside a value mean nothing. */
export function fillTemplate(template: string, data: Record<string, unknown>): string {
  return template.replaceAll(placeholder, (_whole, path: string) => wordsOf(valueAt(data, path)));
}

function valueAt(data: unknown, path: string): unknown {
  let value = data;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((item) => `- ${wordsOf(item)}`).join("\n");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
