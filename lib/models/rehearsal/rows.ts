import { asRecord } from "./situation.ts";
import { meaningOf, nameWords } from "./words.ts";

/** A record an ability returned, its columns at the top level. */
export type Row = Record<string, unknown>;

const listKeys = ["rows", "records", "results", "items", "matches", "data", "passages", "hits", "entries"];
const oneKeys = ["row", "record", "result", "item", "match", "found"];
const wrapperKeys = ["values", "fields", "data", "columns"];

/** The records in an ability's result, whatever they are wrapped in; none means nothing was found. */
export function rowsOf(value: unknown): Row[] {
  if (Array.isArray(value))
    return value.filter((one) => typeof one === "object" && one !== null).map((one) => flat(asRecord(one)));
  const record = asRecord(value);
  for (const key of listKeys) if (Array.isArray(record[key])) return rowsOf(record[key]);
  for (const key of oneKeys) {
    if (key in record && (record[key] === null || record[key] === false)) return [];
    if (Object.keys(asRecord(record[key])).length > 0) return [flat(asRecord(record[key]))];
  }
  if (record.found === false || record.count === 0 || record.total === 0) return [];
  return Object.keys(record).length > 0 ? [flat(record)] : [];
}

function flat(record: Record<string, unknown>): Row {
  const wrapper = wrapperKeys.find((key) => Object.keys(asRecord(record[key])).length > 0);
  return wrapper ? { ...record, ...asRecord(record[wrapper]), [wrapper]: undefined } : record;
}

/** The numeric column that says what was paid: `total`, `amount`, `price`. */
export function moneyOf(row: Row): number | undefined {
  for (const wanted of [
    /^(?:total|grand_?total|order_?total)$/i,
    /total|amount|paid/i,
    /price|value|cost|sum/i,
  ]) {
    for (const [key, value] of Object.entries(row)) {
      if (/refund|tax|discount|shipping|count/i.test(key) || !wanted.test(key)) continue;
      const number =
        typeof value === "number"
          ? value
          : typeof value === "string" && /^\s*\d+(?:\.\d+)?\s*$/.test(value)
            ? Number(value)
            : undefined;
      if (number !== undefined) return number;
    }
  }
  return undefined;
}

/** The column of a row that means the same as a parameter's name. */
export function columnFor(row: Row, words: readonly string[]): unknown {
  const wanted = words.map(meaningOf).join(" ");
  const exact = Object.entries(row).find(
    ([key, value]) => hasValue(value) && nameWords(key).map(meaningOf).join(" ") === wanted,
  );
  return exact?.[1];
}

const hidden =
  /^(?:id|uuid|_.*|version|rev|score|created_?at|updated_?at|row_?id|table|workspace_?id|revision|type|kind|ok)$/i;
const personal = /e-?mail|phone|address|password|secret|token|iban|card/i;
const leading = /status|state|stage/i;

/** One sentence on a row: what it is, how it stands, and the rest of what may be shown. */
export function describeRow(noun: string, row: Row, key?: string): string {
  const columns = Object.entries(row).filter(
    ([name, value]) => !hidden.test(name) && !personal.test(name) && hasValue(value),
  );
  const status = columns.find(([name]) => leading.test(name));
  const keyText = key ?? String(columns.find(([name]) => /number|code|name|title/i.test(name))?.[1] ?? "");
  const label = [noun, keyText].filter(Boolean).join(" ").trim() || "It";
  const rest = columns
    .filter(([name, value]) => name !== status?.[0] && String(value) !== keyText)
    .slice(0, 8)
    .map(([name, value]) => `${nameWords(name).join(" ")}: ${shown(value)}`);
  const head = capitalised(label);
  if (status)
    return `${head} is ${shown(status[1]).replace(/_/g, " ")}.${rest.length > 0 ? ` ${capitalised(rest.join("; "))}.` : ""}`;
  return rest.length > 0 ? `${head}: ${rest.join("; ")}.` : `${head} exists.`;
}

/** A value as text in a sentence. */
export function shown(value: unknown): string {
  if (typeof value === "number" && !Number.isInteger(value)) return value.toFixed(2);
  if (typeof value === "string")
    return /^\d{4}-\d{2}-\d{2}T/.test(value) ? value.slice(0, 10) : value.slice(0, 300);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(value) : JSON.stringify(value).slice(0, 300);
}

/** The text with its first letter in upper case. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hasValue(value: unknown): boolean {
  return (
    value !== undefined &&
    value !== null &&
    value !== "" &&
    !(typeof value === "object" && Object.keys(value).length === 0)
  );
}
