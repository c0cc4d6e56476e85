/** The JSON object a model wrote, perhaps among other words; undefined when there is none to read. */
export function readJson(text: string): unknown {
  const json = /\{[\s\S]*\}/.exec(text)?.[0];
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
