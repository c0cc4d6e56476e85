"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { DecisionStep } from "#lib/run-events/run-state.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { OptionsTable } from "./options-table.tsx";

/** One line saying what was weighed and chosen; it opens to the table, the reason and what was cited. */
export function DecisionCard({ decision, opened = false }: { decision: DecisionStep; opened?: boolean }) {
  const t = useTranslations("reasoning");
  const [open, setOpen] = useState(opened);
  return (
    <article data-testid="decision-card" className="rounded-lg border border-line bg-panel text-sm">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 rounded-lg px-3 py-2 text-left hover:bg-hover"
      >
        <Icon name="split" size={16} className="shrink-0 text-role-goal" />
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 break-words">{decisionInWords(decision, t)}</span>
        </span>
        <Icon name={open ? "chevron-down" : "chevron-right"} size={14} className="shrink-0 text-muted" />
      </button>
      {open && (
        <div className="flex flex-col gap-3 border-line border-t px-3 py-2.5">
          <DecisionBody decision={decision} />
        </div>
      )}
    </article>
  );
}

/** The table of a decision with the reason, the evidence cited and what it cost. */
export function DecisionBody({ decision }: { decision: DecisionStep }) {
  const t = useTranslations("reasoning");
  const locale = useLocale();
  const cost = `${formatDuration(decision.durationMs, locale)} · ${formatCost(decision.usage.costUsd, locale, t("unknown"))}`;
  const { attempts } = decision;
  const said = [decision.model, cost, ...(attempts > 1 ? [t("tries", { count: attempts })] : [])];
  return (
    <>
      {decision.options.length > 0 && <OptionsTable decision={decision} />}
      {decision.problem !== null && <p className="text-waiting">{decision.problem}</p>}
      {decision.reason !== "" && <p className="break-words">{decision.reason}</p>}
      {decision.evidence.length > 0 && (
        <ul aria-label={t("evidenceCited")} className="flex flex-col gap-1 text-muted text-xs">
          {decision.evidence.map((one) => (
            <li key={one.ref} className="flex gap-1.5">
              <Icon
                name={one.source === "unknown" ? "circle-alert" : "quote"}
                size={12}
                className={`mt-0.5 shrink-0 ${one.source === "unknown" ? "text-waiting" : ""}`}
              />
              <span className="line-clamp-2 min-w-0 break-words">
                <span className="text-text">{one.ref}</span> {one.title}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-muted text-xs">
        {t("weighedBecause", { why: decision.why })}{" "}
        {decision.repeats === undefined ? `${said.join(", ")}.` : t("weighedBefore")}
      </p>
    </>
  );
}

/** A decision in one sentence. */
export function decisionInWords(decision: DecisionStep, t: Translate<"reasoning">): string {
  if (decision.options.length === 0) return t("theOptionsCouldNotBe");
  const chosen = decision.chosen === null ? undefined : decision.options[decision.chosen];
  return t("weighed", { count: decision.options.length, chosen: chosen?.title ?? t("noneMayBeTaken") });
}
