"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Translate } from "#lib/translations/translate.ts";

const shown = 8;

/** A value as labelled lines; the raw JSON is one click away. */
export function LabelledValues({ value, title }: { value: unknown; title: string }) {
  const t = useTranslations("chat");
  const [raw, setRaw] = useState(false);
  if (value === undefined || value === null || value === "") return null;
  const rows = rowsOf(t, value);
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <header className="flex items-baseline justify-between gap-2 text-muted text-xs">
        <span>{title}</span>
        <button
          type="button"
          aria-pressed={raw}
          onClick={() => setRaw(!raw)}
          className="rounded-sm hover:text-text hover:underline"
        >
          {raw ? t("values") : "JSON"}
        </button>
      </header>
      {raw ? (
        <pre className="max-h-60 overflow-auto rounded-md border border-line bg-ground p-2">
          {JSON.stringify(value, null, 2)}
        </pre>
      ) : (
        <>
          <dl className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-sm">
            {rows.slice(0, shown).map(([name, text]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="line-clamp-4 break-words">{text}</dd>
              </div>
            ))}
          </dl>
          {rows.length > shown && (
            <p className="text-muted text-xs">{t("andMore", { value: rows.length - shown })}</p>
          )}
        </>
      )}
    </section>
  );
}

function rowsOf(t: Translate<"chat">, value: unknown): [string, string][] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [[t("rows"), t("none")]];
    return value.map((each, index) => [String(index + 1), textOf(t, each)]);
  }
  if (typeof value === "object" && value !== null)
    return Object.entries(value).map(([name, each]) => [labelOf(name), textOf(t, each)]);
  return [[t("value"), textOf(t, value)]];
}

function labelOf(name: string): string {
  const words = name
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(t: Translate<"chat">, value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (typeof value === "object" && !Array.isArray(value))
    return Object.entries(value)
      .map(
        ([name, each]) =>
          `${labelOf(name)}: ${typeof each === "object" ? JSON.stringify(each) : String(each)}`,
      )
      .join(" · ");
  return Array.isArray(value) ? value.map(textOf).join(", ") : String(value);
}
