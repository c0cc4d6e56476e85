"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card } from "#components/ui/card.tsx";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { DecisionBody } from "./decision-card.tsx";
import { WhyButton } from "./why-button.tsx";

type Action = Extract<RunStep, { kind: "action" }>;

/** One card for each action: what the agent had before it, the options, the decision, and why. */
export function ReasoningCards({ run }: { run: RunState }) {
  const t = useTranslations("reasoning");
  const actions = run.steps.filter((step) => step.kind === "action");
  if (actions.length === 0) return null;
  return (
    <Card title={t("reasoning")} description={t("whatItSawWeighedAnd")} flush>
      <ol>
        {actions.map((action, index) => (
          <li
            key={action.seq}
            data-testid="reasoning-card"
            className="flex flex-col gap-3 border-line border-b px-4 py-3 last:border-b-0"
          >
            <header className="flex items-center justify-between gap-3">
              <h3 className="min-w-0 truncate font-medium text-sm">
                <span className="mr-2 text-muted tabular-nums">{index + 1}</span>
                {action.title || action.name}
              </h3>
              <WhyButton runId={run.runId} actionId={action.actionId} status={action.status} />
            </header>
            <Steps run={run} action={action} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Steps({ run, action }: { run: RunState; action: Action }) {
  const t = useTranslations("reasoning");
  const before = run.steps.filter((step) => step.seq < action.seq);
  const decision = run.steps.find((step) => step.kind === "decision" && step.actionId === action.actionId);
  const turn = before.findLast((step) => step.kind === "turn" && step.nodeId === action.agentNodeId);
  const reasoning = turn?.kind === "turn" ? turn.reasoning : "";
  return (
    <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[88px_minmax(0,1fr)]">
      <Row label={t("observation")}>
        {observed(before, t)}
        {reasoning !== "" && (
          <p className="mt-1 line-clamp-4 whitespace-pre-wrap break-words text-muted">{reasoning}</p>
        )}
      </Row>
      <Row label={t("options")}>
        {decision?.kind === "decision" ? (
          <div className="flex min-w-0 flex-col gap-2">
            <DecisionBody decision={decision} />
          </div>
        ) : (
          <p className="text-muted">{notWeighed(action, t)}</p>
        )}
      </Row>
      <Row label={t("decision")}>
        <p className="break-words">
          {t(`endings.${action.status}`)}
          {action.error && <span className="text-muted"> {action.error.message}</span>}
        </p>
      </Row>
    </dl>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted text-xs sm:pt-0.5">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function observed(before: readonly RunStep[], t: Translate<"reasoning">): string {
  const facts = before.filter((step) => step.kind === "fact").length;
  const passages = before.reduce(
    (sum, step) => sum + (step.kind === "retrieval" ? step.passages.length : 0),
    0,
  );
  const results = before.filter((step) => step.kind === "action" && step.status !== "proposed").length;
  const said = Object.entries({ facts, passages, results }).flatMap(([what, count]) =>
    count === 0 ? [] : [t(`had.${what as "facts" | "passages" | "results"}`, { count })],
  );
  return said.length === 0 ? t("nothingButTheRequest") : t("had.all", { parts: said.join(", ") });
}

function notWeighed(action: Action, t: Translate<"reasoning">): string {
  if (action.effect === "read") return t("notWeighed.read");
  return t(action.reversibility === "irreversible" ? "notWeighed.leftOut" : "notWeighed.reversible");
}
