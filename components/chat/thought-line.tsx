"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { describeTeamStep } from "./team-step-words.ts";

/** "Thought 1.2 s · 2 actions · $0.0004", opening to what was perceived, decided and why. */
export function ThoughtLine({ run }: { run: RunState }) {
  const t = useTranslations("chat");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const thinking = run.finishedAt === null && run.status !== "waiting";
  const ms = run.steps.reduce((sum, step) => sum + (step.kind === "turn" ? (step.durationMs ?? 0) : 0), 0);
  const actions = run.steps.filter((step) => step.kind === "action").length;
  const facts = run.steps.filter((step) => step.kind === "fact").length;
  const parts = [
    thinking ? t("thinking") : t("thought", { ms: formatDuration(ms, locale) }),
    ...(actions > 0 ? [t("actionCount", { count: actions })] : []),
    ...(facts > 0 ? [t("factCount", { count: facts })] : []),
    run.usage.costUsd === null ? t("costUnknown") : formatCost(run.usage.costUsd, locale),
  ];
  const live = Object.values(run.live)
    .map((turn) => turn.reasoning.text)
    .join("\n");
  return (
    <div className="text-muted text-sm">
      <button
        type="button"
        data-testid="thought-line"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-1 flex items-center gap-1.5 rounded-md px-1 py-0.5 tabular-nums hover:text-text"
      >
        <Icon
          name={thinking ? "loader-circle" : open ? "chevron-down" : "chevron-right"}
          size={14}
          className={thinking ? "animate-spin" : undefined}
        />
        {parts.join(" · ")}
      </button>
      {open && (
        <ol className="mt-1 ml-1.5 flex flex-col gap-2 border-line border-l pl-3">
          {run.steps.map((step) => (
            <li key={step.seq}>
              <StepLine step={step} />
            </li>
          ))}
          {live && <li className="whitespace-pre-wrap">{live}</li>}
          {run.steps.length === 0 && !live && <li>{t("nothingYet")}</li>}
        </ol>
      )}
    </div>
  );
}

/** One step in words. */
export function StepLine({ step }: { step: RunStep }) {
  const { title, text } = describeStep(useTranslations("chat"), useLocale(), step);
  return (
    <>
      <p className="text-text">{title}</p>
      {text && <p className="line-clamp-6 whitespace-pre-wrap break-words">{text}</p>}
    </>
  );
}

/** Why a turn cost less than it might have. */
function savingOf(
  t: Translate<"chat">,
  locale: string,
  { cached, route, savedUsd }: Extract<RunStep, { kind: "turn" }>,
): string {
  if (cached) {
    const values = {
      age: formatDuration(cached.ageSeconds * 1000, locale),
      tokens: cached.savedTokens,
      worth: cached.savedUsd === null ? "" : `, ${formatCost(cached.savedUsd, locale)}`,
    };
    return cached.kind === "similar"
      ? t("steps.usedAgainSimilar", { ...values, percent: Math.round(cached.similarity * 100) })
      : t("steps.usedAgainSame", values);
  }
  if (!route) return "";
  const { why, instead } = route;
  return savedUsd === undefined || savedUsd === null
    ? t("steps.routed", { why, instead })
    : t("steps.routedSaving", { why, instead, saved: formatCost(savedUsd, locale) });
}

/** A step's name and what it says. */
export function describeStep(
  t: Translate<"chat">,
  locale: string,
  step: RunStep,
): { title: string; text: string } {
  switch (step.kind) {
    case "fact":
      return { title: t("steps.fact", { title: step.title }), text: step.preview };
    case "retrieval":
      return {
        title: t("steps.retrieval", { query: step.query }),
        text: [
          t("steps.passages", {
            count: step.passages.length,
            duration: formatDuration(step.durationMs, locale),
            weak: step.weak,
          }),
          ...(step.degraded ? [t("steps.onlyWords", { reason: step.degraded })] : []),
        ].join(". "),
      };
    case "rule":
      return { title: t("steps.rule", { label: step.label }), text: step.problem ?? step.expression };
    case "experiment":
      return {
        title: t("steps.experiment", { label: step.label }),
        text: t(`steps.assigned.${step.why}`),
      };
    case "guardrail":
      return {
        title: t("steps.guardrail", { on: step.on, check: step.check }),
        text: `${step.mode}: ${step.excerpt}`,
      };
    case "policy":
      return {
        title: t(`steps.policy.${step.effect}`, { title: step.title }),
        text: step.message || step.rule,
      };
    case "retry":
      return {
        title: t("steps.retry", { attempt: step.attempt, wait: formatDuration(step.waitMs, locale) }),
        text: step.error.message,
      };
    case "memory":
      return { title: t("steps.memory", { key: step.key }), text: step.value };
    case "budget":
      return {
        title: step.budget
          ? t(`steps.budgetSaid.${step.budget.does}`, {
              name: step.budget.name,
              model: step.budget.model ?? "",
            })
          : t("steps.budget", { limit: step.limit }),
        text: t("steps.usedOf", { used: step.used, max: step.max }),
      };
    case "compaction":
      return {
        title: t(step.how === "condensed" ? "context.how.condensed" : "context.how.leftOut", {
          before: step.tokensBefore.toLocaleString(locale),
          after: step.tokensAfter.toLocaleString(locale),
        }),
        text: step.reason,
      };
    case "plan":
      return {
        title: step.number > 1 ? t("steps.newPlan") : t("steps.plan"),
        text: [step.reason, ...step.steps.map((planned, at) => `${at + 1}. ${planned.text}`)]
          .filter(Boolean)
          .join("\n"),
      };
    case "check":
      return { title: t(`steps.check.${step.verdict}`), text: step.problems.join("\n") };
    case "turn":
      return {
        title: turnTitle(t, locale, step),
        text: [savingOf(t, locale, step), step.reasoning].filter((part) => part !== "").join("\n"),
      };
    case "decision":
      return {
        title:
          step.options.length === 0
            ? t("steps.unweighed")
            : t("steps.weighed", {
                count: step.options.length,
                chosen: step.options[step.chosen ?? -1]?.title ?? t("steps.noneMayBeTaken"),
              }),
        text: step.problem ?? step.reason,
      };
    case "action":
      return { title: step.title || step.name, text: step.error?.message ?? "" };
    case "approval":
      return { title: t("steps.approval", { title: step.title }), text: step.comment || step.reason };
    case "breakpoint":
      return { title: t(`steps.breakpoint.${step.moment}`, { title: step.title }), text: step.comment };
    case "delegation":
    case "join":
    case "message":
    case "phase":
    case "conflict":
    case "circuit":
    case "route":
    case "task":
      return describeTeamStep(step);
    case "handoff":
      return { title: t("steps.handoff"), text: step.reply ?? step.reason };
    default:
      return missingStep(step);
  }
}

function turnTitle(t: Translate<"chat">, locale: string, step: Extract<RunStep, { kind: "turn" }>): string {
  const { turn, purpose, model, durationMs } = step;
  const name = t("steps.turn", { turn });
  return [
    purpose === undefined ? name : `${name}, ${t(`steps.purposes.${purpose}`)}`,
    model,
    ...(durationMs === null ? [] : [formatDuration(durationMs, locale)]),
  ].join(" · ");
}

function missingStep(step: never): never {
  throw new TypeError(`Not a step: ${JSON.stringify(step)}`);
}
