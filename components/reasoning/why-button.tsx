"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { callApi } from "#lib/api/client.ts";
import { explanationContracts, type Why } from "#lib/api/contracts/explanations.ts";

/** Opens the reasons of one action, all of them from what the run recorded. */
export function WhyButton({ runId, actionId, status }: { runId: string; actionId: string; status: string }) {
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ["why", runId, actionId, status],
    queryFn: ({ signal }) =>
      callApi(explanationContracts.why, { params: { id: runId, action: actionId }, signal }),
    enabled: open,
  });
  return (
    <Popover
      title="Why"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" icon="circle-help">
          Why
        </Button>
      }
    >
      <QueryView query={query} failed="The reasons could not be read">
        {(why) => <WhyText why={why} />}
      </QueryView>
    </Popover>
  );
}

function WhyText({ why }: { why: Why }) {
  const used = why.evidence.filter((one) => one.used);
  const rest = why.evidence.length - used.length;
  const { usd, tokens, thinkingMs, actingMs } = why.cost;
  return (
    <div data-testid="why" className="flex flex-col gap-3 text-sm">
      <Part title="Goal served">
        {why.goals.length === 0 ? (
          <p className="text-muted">This agent pursues no goal.</p>
        ) : (
          why.goals.map((goal) => (
            <p key={goal.nodeId}>
              <span className="font-medium">{goal.title}.</span> {goal.statement}
            </p>
          ))
        )}
      </Part>
      {why.reasoning !== "" && (
        <Part title="What the model said it was thinking">
          <p className="line-clamp-6 whitespace-pre-wrap break-words">{why.reasoning}</p>
        </Part>
      )}
      <Part title="Evidence">
        {used.length === 0 && <p className="text-muted">Nothing perceived is cited or repeated by it.</p>}
        <ul className="flex flex-col gap-1.5">
          {used.map((one) => (
            <li key={`${one.seq} ${one.title}`}>
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{one.title}</span>
                <span className="text-muted text-xs tabular-nums">
                  {one.source}, {ageInWords(one.ageMs)}
                </span>
              </p>
              <p className="line-clamp-2 break-words text-muted">{one.text}</p>
            </li>
          ))}
        </ul>
        {rest > 0 && (
          <p className="mt-1 text-muted text-xs">
            {rest} more {rest === 1 ? "thing was" : "things were"} known and left no mark on it.
          </p>
        )}
      </Part>
      {why.alternatives.length > 0 && (
        <Part title="Alternatives">
          <ul className="flex flex-col gap-1">
            {why.alternatives.map((one) => (
              <li key={one.title} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
                <span className={one.chosen ? "font-medium" : undefined}>
                  {one.title}
                  {one.chosen && " (chosen)"}
                </span>
                <span className="text-muted tabular-nums">{one.total?.toFixed(2)}</span>
                <span className="col-span-2 text-muted text-xs">{one.why}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title="What allowed or stopped it">
        <ul className="flex flex-col gap-1">
          {why.permissions.map((one) => (
            <li key={`${one.by} ${one.title} ${one.seq}`} className="flex gap-1.5">
              <Icon
                name={one.allowed ? "circle-check" : "circle-slash"}
                label={one.allowed ? "Allowed" : "Stopped"}
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
        {usd === null ? "Cost unknown" : formatCost(usd)} · {tokens} tokens · thought{" "}
        {formatDuration(thinkingMs)}
        {actingMs !== null && ` · acted ${formatDuration(actingMs)}`}
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
export function ageInWords(ms: number): string {
  if (ms < 2000) return "fresh";
  if (ms < 120_000) return `${Math.round(ms / 1000)} s old`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min old`;
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} h old` : `${Math.round(ms / 86_400_000)} d old`;
}
