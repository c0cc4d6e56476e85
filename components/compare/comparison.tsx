"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toneText } from "#components/ui/tone-text.ts";
import { type Change, diffBlueprints } from "#lib/blueprint/diff.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { ChangeDetails } from "./change-details.tsx";
import { keyOfChange } from "./change-key.ts";
import { changeLooks } from "./change-looks.ts";
import { DiffCanvas } from "./diff-canvas.tsx";
import { readDocument } from "./read-document.ts";

/** How a comparison is laid out. */
export type ComparisonLayout = "side" | "over";

/** Two versions of a blueprint on the canvas with the list of what differs; `draft` is a version too. */
export function Comparison({
  id,
  from,
  to,
  stamp,
  layout,
  chosen,
  onChoose,
}: {
  id: string;
  from: string;
  to: string;
  /** Changes when the draft does, so that it is read again. */
  stamp: string;
  layout: ComparisonLayout;
  chosen: string | null;
  onChoose: (key: string) => void;
}) {
  const found = useQuery({
    queryKey: ["blueprint", id, "compare", from, to, stamp],
    queryFn: async () => {
      const [before, after] = await Promise.all([readDocument(id, from), readDocument(id, to)]);
      return { before, after, changes: diffBlueprints(before, after) };
    },
  });
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton className="h-64" />;
  return <Shown {...found.data} {...{ from, to, layout, chosen, onChoose }} />;
}

function Shown({
  before,
  after,
  changes,
  from,
  to,
  layout,
  chosen,
  onChoose,
}: {
  before: Blueprint;
  after: Blueprint;
  changes: readonly Change[];
  from: string;
  to: string;
  layout: ComparisonLayout;
  chosen: string | null;
  onChoose: (key: string) => void;
}) {
  const t = useTranslations("compare");
  const change = useMemo(() => changes.find((each) => keyOfChange(each) === chosen), [changes, chosen]);
  if (changes.length === 0) return <p className="text-muted">{t("nothingDiffers")}</p>;
  const drawing = { before, after, changes, chosen, onChoose };
  const frame = "min-w-0 rounded-lg border border-line bg-ground";
  return (
    <div className="flex flex-col gap-4">
      {layout === "over" ? (
        <div className={frame}>
          <DiffCanvas
            label={t("both", { from: versionWords(from, t), to: versionWords(to, t) })}
            part="both"
            {...drawing}
          />
        </div>
      ) : (
        <div className="grid gap-3 lg:grid-cols-2">
          {(["before", "after"] as const).map((part) => {
            const words = versionWords(part === "before" ? from : to, t);
            return (
              <div key={part} className={frame}>
                <p className="px-3 pt-2 font-semibold text-sm">{words}</p>
                <DiffCanvas label={words} part={part} {...drawing} />
              </div>
            );
          })}
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ul aria-label={t("changes")} className="max-h-96 overflow-auto rounded-lg border border-line">
          {changes.map((each) => {
            const look = changeLooks[each.kind];
            const key = keyOfChange(each);
            return (
              <li key={key} className="border-line border-b last:border-b-0">
                <button
                  type="button"
                  aria-pressed={chosen === key}
                  onClick={() => onChoose(key)}
                  className={`flex min-h-8 w-full items-center gap-2 px-3 py-1 text-left hover:bg-hover ${chosen === key ? "bg-accent-soft" : ""}`}
                >
                  <Icon name={look.icon} size={14} className={toneText[look.tone]} />
                  <span className={`w-16 shrink-0 text-xs ${toneText[look.tone]}`}>
                    {t(`kinds.${each.kind}`)}
                  </span>
                  <span dir="auto" className="min-w-0 flex-1 truncate">
                    {each.title || each.id}
                  </span>
                  <span className="text-muted text-xs">{t(`what.${each.what}`)}</span>
                </button>
              </li>
            );
          })}
        </ul>
        {change ? (
          <ChangeDetails change={change} before={before} after={after} />
        ) : (
          <p className="text-muted">{t("chooseAChangeInThe")}</p>
        )}
      </div>
    </div>
  );
}

/** "Version 3", or "Draft". */
export function versionWords(version: string, t: Translate<"compare">): string {
  return version === "draft" ? t("draft") : t("version", { version });
}
