"use client";

import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { PlanStep } from "#lib/run-events/run-state.ts";

const looks: Record<PlanStep["steps"][number]["state"], { icon: IconName; color: string }> = {
  open: { icon: "circle-dashed", color: "text-muted" },
  done: { icon: "circle-check", color: "text-ok" },
  failed: { icon: "circle-x", color: "text-failed" },
  skipped: { icon: "circle-slash", color: "text-muted" },
};

/** An agent's plan as a list, each step with how it came out. */
export function PlanCard({ plan }: { plan: PlanStep }) {
  const t = useTranslations("chat");
  const done = plan.steps.filter((step) => step.state === "done").length;
  return (
    <article
      data-testid={`plan-${plan.number}`}
      className="rounded-lg border border-line bg-panel px-3 py-2.5 text-sm"
    >
      <h3 className="flex items-center gap-2 font-semibold">
        <Icon name="list-checks" size={15} className="text-role-agent" />
        {plan.number > 1 ? t("newPlan") : t("plan")}
        <span className="ml-auto font-normal text-muted text-xs tabular-nums">
          {t("ofDone", { done, count: plan.steps.length })}
        </span>
      </h3>
      {plan.reason && <p className="mt-1 break-words text-muted text-xs">{plan.reason}</p>}
      <ol className="mt-1.5 flex flex-col gap-1">
        {plan.steps.map((step, at) => {
          const look = looks[step.state];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a plan's steps are known by their place
            <li key={at} className="flex items-start gap-2" title={step.evidence || undefined}>
              <Icon
                name={look.icon}
                label={t(`planStates.${step.state}`)}
                size={15}
                className={`mt-0.5 ${look.color}`}
              />
              <span className={step.state === "skipped" ? "min-w-0 text-muted" : "min-w-0"}>{step.text}</span>
            </li>
          );
        })}
      </ol>
    </article>
  );
}
