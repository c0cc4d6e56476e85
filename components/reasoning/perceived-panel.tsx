"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { RunState } from "#lib/run-events/run-state.ts";
import type en from "#messages/en.json";
import { ageInWords } from "./why-button.tsx";

type Known = { key: string; source: string; title: string; text: string; observedAt: string; hash: string };

type Source = keyof typeof en.reasoning.sources;

/** What a run knew before its first decision: each source with its time, age and hash. */
export function PerceivedPanel({ run }: { run: RunState }) {
  const t = useTranslations("reasoning");
  const [open, setOpen] = useState<string | null>(null);
  const known = knownBefore(run);
  const decidedAt = Date.parse(firstDecision(run)?.at ?? run.startedAt ?? "");
  if (known.length === 0) return null;
  return (
    <Card title={t("whatItKnew")} description={t("perceived", { count: known.length })} flush>
      <ul data-testid="perceived" className="max-h-96 overflow-y-auto text-sm">
        {known.map((one) => (
          <li key={one.key} className="border-line border-b last:border-b-0">
            <button
              type="button"
              aria-expanded={open === one.key}
              onClick={() => setOpen(open === one.key ? null : one.key)}
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-1.5 text-left hover:bg-hover sm:grid-cols-[104px_minmax(0,1fr)_84px_88px]"
            >
              <span className="text-muted text-xs max-sm:col-span-2">
                {t.has(`sources.${one.source as Source}`) ? t(`sources.${one.source as Source}`) : one.source}
              </span>
              <span className="truncate">{one.text.replace(/\s+/g, " ") || one.title}</span>
              <span className="text-right text-muted text-xs tabular-nums">
                {ageInWords(Math.max(0, decidedAt - Date.parse(one.observedAt)), t)}
              </span>
              <code className="text-right text-muted text-xs max-sm:hidden">{one.hash.slice(0, 8)}</code>
            </button>
            {open === one.key && (
              <div className="flex flex-col gap-1 px-4 pb-2.5 text-xs">
                <p className="whitespace-pre-wrap break-words text-sm">{one.text}</p>
                <p className="break-all text-muted">
                  {one.title} · <RelativeTime at={one.observedAt} /> · SHA-256{" "}
                  <code>{one.hash || t("notRecorded")}</code>
                </p>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function firstDecision(run: RunState) {
  return run.steps.find((step) => step.kind === "turn");
}

function knownBefore(run: RunState): Known[] {
  const until = firstDecision(run)?.seq ?? Number.POSITIVE_INFINITY;
  return run.steps.flatMap((step): Known[] => {
    if (step.seq > until) return [];
    if (step.kind === "fact")
      return [
        {
          key: String(step.seq),
          source: step.source,
          title: step.title,
          text: step.preview,
          observedAt: step.observedAt,
          hash: step.hash,
        },
      ];
    if (step.kind !== "retrieval") return [];
    return step.passages.map((passage) => ({
      key: `${step.seq} ${passage.marker}`,
      source: "knowledge",
      title: `${passage.dataset} · ${passage.title}`,
      text: passage.text,
      observedAt: step.observedAt ?? step.at,
      hash: step.hash ?? "",
    }));
  });
}
