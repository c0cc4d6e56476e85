"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { callApi } from "#lib/api/client.ts";
import { explanationContracts, type Why } from "#lib/api/contracts/explanations.ts";
import type { Translate } from "#lib/translations/translate.ts";

/** Opens the reasons of one action, all of them from what the run recorded. */
export function WhyButton({ runId, actionId, status }: { runId: string; actionId: string; status: string }) {
  const t = useTranslations("reasoning");
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ["why", runId, actionId, status],
    queryFn: ({ signal }) =>
      callApi(explanationContracts.why, { params: { id: runId, action: actionId }, signal }),
    enabled: open,
  });
  return (
    <Popover
      title={t("why")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" icon="circle-help">
          {t("why")}
        </Button>
      }
    >
      <QueryView query={query} failed={t("theReasonsCouldNotBe")}>
        {(why) => <WhyText why={why} />}
      </QueryView>
    </Popover>
  );
}

function WhyText({ why }: { why: Why }) {
  const t = useTranslations("reasoning");
  const locale = useLocale();
  const used = why.evidence.filter((one) => one.used);
  const rest = why.evidence.length - used.length;
  const { usd, tokens, thinkingMs, actingMs } = why.cost;
  return (
    <div data-testid="why" className="flex flex-col gap-3 text-sm">
      <Part title={t("goalServed")}>
        {why.goals.length === 0 ? (
          <p className="text-muted">{t("thisAgentPursuesNoGoal")}</p>
        ) : (
          why.goals.map((goal) => (
            <p key={goal.nodeId}>
              <span className="font-medium">{goal.title}.</span> {goal.statement}
            </p>
          ))
        )}
      </Part>
      {why.reasoning !== "" && (
        <Part title={t("whatTheModelSaidIt")}>
          <p className="line-clamp-6 whitespace-pre-wrap break-words">{why.reasoning}</p>
        </Part>
      )}
      <Part title={t("evidence")}>
        {used.length === 0 && <p className="text-muted">{t("nothingPerceivedIsCitedOr")}</p>}
        <ul className="flex flex-col gap-1.5">
          {used.map((one) => (
            <li key={`${one.seq} ${one.title}`}>
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{one.title}</span>
                <span className="text-muted text-xs tabular-nums">
                  {one.source}, {ageInWords(one.ageMs, t)}
                </span>
              </p>
              <p className="line-clamp-2 break-words text-muted">{one.text}</p>
            </li>
          ))}
        </ul>
        {rest > 0 && <p className="mt-1 text-muted text-xs">{t("moreKnown", { count: rest })}</p>}
      </Part>
      {why.alternatives.length > 0 && (
        <Part title={t("alternatives")}>
          <ul className="flex flex-col gap-1">
            {why.alternatives.map((one) => (
              <li key={one.title} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
                <span className={one.chosen ? "font-medium" : undefined}>
                  {one.chosen ? t("titleChosen", { title: one.title }) : one.title}
                </span>
                <span className="text-muted tabular-nums">
                  {one.total?.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
                </span>
                <span className="col-span-2 text-muted text-xs">{one.why}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t("whatAllowedOrStoppedIt")}>
        <ul className="flex flex-col gap-1">
          {why.permissions.map((one) => (
            <li key={`${one.by} ${one.title} ${one.seq}`} className="flex gap-1.5">
              <Icon
                name={one.allowed ? "circle-check" : "circle-slash"}
                label={one.allowed ? t("allowed") : t("stopped")}
                size={14}
                className={`mt-0.5 shrink-0 ${one.allowed ? "text-ok" : "text-failed"}`}
              />
              <span className="min-w-0 break-words">
                {one.title}. <span className="text-muted">{one.text}</span>
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <p className="border-line border-t pt-2 text-muted text-xs tabular-nums">
        {t("took", {
          cost: usd === null ? t("costUnknown") : formatCost(usd, locale),
          tokens,
          thought: formatDuration(thinkingMs, locale),
        })}
        {actingMs !== null && ` · ${t("acted", { duration: formatDuration(actingMs, locale) })}`}
      </p>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h4 className="mb-1 text-muted text-xs">{title}</h4>
      {children}
    </section>
  );
}

/** "3 min old", "fresh" below two seconds. */
export function ageInWords(ms: number, t: Translate<"reasoning">): string {
  if (ms < 2000) return t("ages.fresh");
  if (ms < 120_000) return t("ages.seconds", { count: Math.round(ms / 1000) });
  if (ms < 7_200_000) return t("ages.minutes", { count: Math.round(ms / 60_000) });
  return ms < 172_800_000
    ? t("ages.hours", { count: Math.round(ms / 3_600_000) })
    : t("ages.days", { count: Math.round(ms / 86_400_000) });
}
