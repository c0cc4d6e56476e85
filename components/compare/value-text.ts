import type { Translate } from "#lib/translations/translate.ts";

/** A value of a field in words: text as it is, anything deeper as JSON. */
export function valueText(value: unknown, t: Translate<"compare">): string {
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  return typeof value === "number" ? String(value) : JSON.stringify(value, null, 2);
}
