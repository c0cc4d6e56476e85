/** A value that must not be seen; given as text alone, its name is not shown either. */
export type Redaction = string | { name: string; value: string };

const shortest = 4;

/** Replaces secret values, plain or in base64 or URL encoding, by `•••<name>` in every string of any JSON. */
export function redactSecrets<Value>(value: Value, secretValues: readonly Redaction[]): Value {
  const patterns = secretValues.flatMap(patternsOf);
  if (patterns.length === 0) return value;
  patterns.sort((a, b) => b.text.length - a.text.length);
  return redact(value, patterns) as Value;
}

type Pattern = { text: string; mask: string };

function patternsOf(secret: Redaction): Pattern[] {
  const { name, value } = typeof secret === "string" ? { name: "", value: secret } : secret;
  // Replacing every "a" or "42" would destroy the text and hide nothing.
  if (value.length < shortest) return [];
  const texts = new Set([
    value,
    JSON.stringify(value).slice(1, -1),
    urlEncoded(value),
    ...base64Forms(value),
  ]);
  return [...texts].filter((text) => text.length >= shortest).map((text) => ({ text, mask: `•••${name}` }));
}

function urlEncoded(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : value;
}

// Inside a longer base64 text the value may begin at any of three offsets; only whole groups are its own.
function base64Forms(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  const forms: string[] = [];
  for (const skip of [0, 1, 2]) {
    const whole = bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3);
    if (whole.length < 6) continue;
    const text = btoa(String.fromCharCode(...whole));
    forms.push(text, text.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return [...forms, btoa(String.fromCharCode(...bytes))];
}

function redact(value: unknown, patterns: Pattern[]): unknown {
  if (typeof value === "string") {
    return patterns.reduce((text, { text: secret, mask }) => text.replaceAll(secret, () => mask), value);
  }
  if (Array.isArray(value)) return value.map((entry) => redact(entry, patterns));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, entry]) => [
    redact(key, patterns),
    redact(entry, patterns),
  ]);
  return Object.fromEntries(entries);
}
