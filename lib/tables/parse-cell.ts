import { z } from "zod";
import type { CellValue, TableColumn } from "./columns.ts";

/** Either the value to store or a sentence that says what is wrong. */
export type ParsedCell = { ok: true; value: CellValue } | { ok: false; message: string };

const longestText = 20_000;
const emailSchema = z.email();
const dateSchema = z.iso.date();
const datetimeSchema = z.iso.datetime({ offset: true, local: true });

/** Reads one given value (JSON or CSV text) as the column's type; empty text and undefined mean no value. */
export function parseCell(column: TableColumn, given: unknown): ParsedCell {
  const value = typeof given === "string" && column.type !== "text" ? given.trim() : given;
  if (value === undefined || value === null || value === "") {
    return column.required ? wrong("A value is required.") : { ok: true, value: null };
  }
  return readers[column.type](value, column);
}

const readers: Record<TableColumn["type"], (value: unknown, column: TableColumn) => ParsedCell> = {
  text: (value) => {
    if (typeof value === "number" || typeof value === "boolean") return right(String(value));
    if (typeof value !== "string") return wrong("Expected text.");
    if (value.length > longestText) return wrong(`Longer than ${longestText} characters.`);
    return value.includes("\u0000")
      ? wrong("Contains a NUL character, which cannot be stored.")
      : right(value);
  },
  number: (value) => readNumber(value, "Expected a number."),
  integer: (value) => {
    const read = readNumber(value, "Expected a whole number.");
    if (!read.ok) return read;
    return Number.isSafeInteger(read.value) ? read : wrong("Expected a whole number.");
  },
  money: (value) => {
    const read = readNumber(withoutCurrency(value), "Expected an amount such as 129.00.");
    if (!read.ok || typeof read.value !== "number") return read;
    return right(Math.round(read.value * 100) / 100);
  },
  boolean: (value) => {
    if (typeof value === "boolean") return right(value);
    const word = String(value).toLowerCase();
    if (["true", "yes", "1"].includes(word)) return right(true);
    if (["false", "no", "0"].includes(word)) return right(false);
    return wrong("Expected true or false.");
  },
  date: (value) => {
    const day =
      typeof value === "string" && datetimeSchema.safeParse(value).success ? value.slice(0, 10) : value;
    return dateSchema.safeParse(day).success
      ? right(String(day))
      : wrong("Expected a date such as 2026-03-31.");
  },
  datetime: (value) => {
    const text =
      typeof value === "string" && dateSchema.safeParse(value).success ? `${value}T00:00:00Z` : value;
    if (typeof text !== "string" || !datetimeSchema.safeParse(text).success)
      return wrong("Expected a moment such as 2026-03-31T09:30:00Z.");
    const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
    const moment = new Date(zoned);
    return Number.isNaN(moment.getTime())
      ? wrong("Expected a moment such as 2026-03-31T09:30:00Z.")
      : right(moment.toISOString());
  },
  enum: (value, column) => {
    const options = column.options ?? [];
    const word = String(value).toLowerCase();
    const found = options.find((option) => option.toLowerCase() === word);
    return found === undefined ? wrong(`Expected one of: ${options.join(", ")}.`) : right(found);
  },
  email: (value) => {
    const address = typeof value === "string" ? value.toLowerCase() : value;
    return emailSchema.safeParse(address).success
      ? right(String(address))
      : wrong("Expected an e-mail address such as mira@example.com.");
  },
};

/** A number from JSON or from text such as `1,299.50`; undefined when it is none. */
export function readNumeric(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  const plain = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

function readNumber(value: unknown, message: string): ParsedCell {
  const number = readNumeric(value);
  return number === undefined ? wrong(message) : right(number);
}

function withoutCurrency(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/^\s*[€$£]\s*|\s*(?:€|EUR)\s*$/gi, "") : value;
}

function right(value: CellValue): ParsedCell {
  return { ok: true, value };
}

function wrong(message: string): ParsedCell {
  return { ok: false, message };
}
