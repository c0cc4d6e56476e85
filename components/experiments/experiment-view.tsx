"use client";

import { type ReactNode, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { ExperimentActions } from "./experiment-actions.tsx";
import { type Experiment, useExperiment } from "./experiment-queries.ts";
import { VariantRuns } from "./variant-runs.tsx";
import { VariantTable } from "./variant-table.tsx";

const verdicts: Record<
  Experiment["results"]["verdict"],
  { word: string; tone: "neutral" | "ok" | "failed" | "accent" }
> = {
  collecting: { word: "Collecting", tone: "neutral" },
  open: { word: "Undecided", tone: "accent" },
  winner: { word: "There is a winner", tone: "ok" },
  control: { word: "Keep the control", tone: "neutral" },
  mismatch: { word: "Uneven assignment", tone: "failed" },
};

const metrics = {
  goal: "goal rate",
  event: "outcome event",
  rating: "rating",
  cost: "cost of a run",
  latency: "duration of a run",
};

/** One experiment: what the evidence allows to say, its variants, and the runs behind them. */
export function ExperimentView({ id }: { id: string }) {
  const query = useExperiment(id);
  return (
    <div className="min-w-0 flex-1">
      <QueryView query={query} failed="The experiment could not be loaded">
        {(experiment) => <Loaded experiment={experiment} />}
      </QueryView>
    </div>
  );
}

function Loaded({ experiment }: { experiment: Experiment }) {
  const [looked, setLooked] = useState<string | null>(null);
  const { results, settings, decision, problem } = experiment;
  const verdict = verdicts[results.verdict];
  const looking = results.variants.find((variant) => variant.id === looked);
  return (
    <div className="flex flex-col gap-4">
      <Card
        title={experiment.title}
        description={`Decided by ${metrics[settings.metric]}${settings.metric === "event" ? ` “${settings.event}”` : ""} · ${settings.allocation === "adaptive" ? "more contacts to what works" : "contacts by weight"} · since version ${experiment.version}`}
        action={<ExperimentActions experiment={experiment} />}
      >
        <div className="flex flex-col gap-2 text-sm" role="status">
          {decision ? (
            <p>
              “{decision.label}” was published as version {decision.version} by {decision.by}
              {decision.automatic ? ", by itself" : ""}. {decision.evidence}
            </p>
          ) : (
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone={verdict.tone}>{verdict.word}</Badge>
              <span>{results.why}</span>
            </p>
          )}
          {experiment.needed !== null && !decision && (
            <p className="text-muted text-xs">
              To find a difference of {settings.smallestEffect} points from {settings.baselinePercent} % with
              80 % power, each variant needs about {experiment.needed} contacts.
            </p>
          )}
        </div>
      </Card>
      {problem && !decision && (
        <Warning>
          The winner could not be published by itself: {problem.message} Tried {problem.tries}{" "}
          {problem.tries === 1 ? "time" : "times"}, again at{" "}
          {new Date(problem.againAt).toLocaleTimeString("en")}. You can publish it yourself above, or stop the
          experiment.
        </Warning>
      )}
      {results.sampleRatio?.mismatch && (
        <Warning>
          So uneven an assignment happens by chance once in{" "}
          {Math.round(1 / Math.max(results.sampleRatio.p, 1e-9)).toLocaleString("en")} times. Trust no figure
          below until you know why.
        </Warning>
      )}
      <Card
        flush
        title="Variants"
        description={
          settings.allocation === "adaptive"
            ? "The assignment follows the results, so lifts describe; the chance to be best decides."
            : "Intervals of the lift hold however often you look."
        }
      >
        <VariantTable experiment={experiment} looked={looked} onLook={setLooked} />
      </Card>
      {looking && <VariantRuns experimentId={experiment.id} variant={looking} />}
    </div>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <p
      role="alert"
      className="flex gap-2 rounded-lg border border-failed bg-failed-soft px-4 py-3 text-failed text-sm"
    >
      <Icon name="triangle-alert" size={16} />
      <span>{children}</span>
    </p>
  );
}
