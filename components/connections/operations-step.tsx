"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { inputClass } from "#components/ui/input.tsx";

/** One operation a person may choose. */
export type Choice = {
  key: string;
  method: string;
  path: string;
  title: string;
  tag: string;
  isDeprecated: boolean;
  problem: string | null;
};

const shownAtOnce = 100;
const mostChosen = 40;

/** The operations of the document with a search; what is chosen stays chosen while the search changes. */
export function OperationsStep({
  operations,
  chosen,
  onChange,
}: {
  operations: readonly Choice[];
  chosen: readonly string[];
  onChange: (keys: string[]) => void;
}) {
  const t = useTranslations("connections");
  const [words, setWords] = useState("");
  const wanted = words.toLowerCase().split(/\s+/);
  const found = operations.filter((one) => {
    const text = `${one.key} ${one.title} ${one.tag}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const picked = new Set(chosen);
  const isFull = chosen.length >= mostChosen;
  const toggle = (key: string) =>
    onChange(picked.has(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  return (
    <div className="flex flex-col gap-3">
      <input
        aria-label={t("findAnOperation")}
        placeholder={t("findAmong", { count: operations.length })}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        className={`${inputClass} h-8`}
      />
      <p className="text-muted text-xs" aria-live="polite">
        {chosen.length === 0 ? t("chooseWhatAnAgentShall") : t("chosen", { count: chosen.length })}
        {isFull && ` · ${t("atMostAtATime", { mostChosen })}`}
      </p>
      <ul
        aria-label={t("operations")}
        className="flex max-h-[42vh] flex-col overflow-y-auto rounded-lg border border-line"
      >
        {found.slice(0, shownAtOnce).map((one) => (
          <li key={one.key} className="border-line border-b px-3 py-2 last:border-b-0">
            <Checkbox
              checked={picked.has(one.key)}
              disabled={one.problem !== null || (isFull && !picked.has(one.key))}
              onChange={() => toggle(one.key)}
            >
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-x-2">
                  <span className="font-medium">{one.title}</span>
                  {one.isDeprecated && <Badge tone="waiting">{t("deprecated")}</Badge>}
                </span>
                <span className="block break-all font-mono text-muted text-xs">
                  {one.method} {one.path}
                </span>
                {one.problem && <span className="block text-failed text-xs">{one.problem}</span>}
              </span>
            </Checkbox>
          </li>
        ))}
        {found.length === 0 && (
          <li className="px-3 py-6 text-center text-muted text-sm">{t("nothingFits", { words })}</li>
        )}
      </ul>
      {found.length > shownAtOnce && (
        <p className="text-muted text-xs">
          {t("moreSearchToNarrowThe", { count: found.length - shownAtOnce })}
        </p>
      )}
    </div>
  );
}
