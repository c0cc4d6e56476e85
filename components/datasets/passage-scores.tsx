"use client";

import { useTranslations } from "use-intl";
import type { CallOutput } from "#lib/api/client.ts";
import type { searchDatasetContract } from "#lib/api/contracts/datasets.ts";
import type { SearchMode } from "#lib/knowledge/search-mode.ts";

type Passage = CallOutput<typeof searchDatasetContract>["items"][number];

/** How well a passage fits: its confidence as a bar, and below it every score it was ranked by. */
export function PassageScores({ passage, mode }: { passage: Passage; mode: SearchMode }) {
  const t = useTranslations("datasets");
  const percent = Math.round(passage.confidence * 100);
  return (
    <div className="w-28 shrink-0 text-xs tabular-nums">
      <p className="font-semibold text-sm">
        <span className="sr-only">{t("confidence")} </span>
        {percent} %
      </p>
      <div className="mt-1 mb-1.5 h-1 rounded-full bg-pressed">
        <div className="h-full rounded-full bg-role-knowledge" style={{ width: `${percent}%` }} />
      </div>
      <dl className="grid grid-cols-[1fr_auto] gap-x-2 text-muted">
        {mode !== "vector" && <Score label={t("words")} value={passage.keywordScore} digits={2} />}
        {mode !== "keyword" && <Score label={t("meaning")} value={passage.vectorScore} digits={3} />}
        {mode === "hybrid" && <Score label={t("fused")} value={passage.score} digits={4} />}
      </dl>
    </div>
  );
}

function Score({ label, value, digits }: { label: string; value: number | null; digits: number }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="text-right">{value === null ? "none" : value.toFixed(digits)}</dd>
    </>
  );
}
