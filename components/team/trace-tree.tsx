"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { describeStep } from "#components/chat/thought-line.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { RunStep } from "#lib/run-events/run-state.ts";
import type { TraceBranch } from "#lib/run-events/team-view.ts";

type View = {
  titleOf: (nodeId: string) => string;
  chosen: number | null;
  onChoose: (step: RunStep) => void;
};

/** The steps of a run as a tree; a branch opens and closes, and pressing a step shows it. */
export function TraceTree({ branches, ...view }: { branches: TraceBranch[] } & View) {
  const t = useTranslations("team");
  if (branches.length === 0) return <p className="px-4 py-3 text-muted text-sm">{t("noStepsYet")}</p>;
  return (
    <div className="max-h-[28rem] overflow-auto px-2 py-1.5 text-sm" data-testid="trace-tree">
      <Branches branches={branches} label={t("traceTree")} {...view} />
    </div>
  );
}

function Branches({ branches, label, ...view }: { branches: TraceBranch[]; label: string } & View) {
  return (
    <ul aria-label={label} className="flex flex-col">
      {branches.map((branch) => (
        <Branch key={branch.step.seq} branch={branch} {...view} />
      ))}
    </ul>
  );
}

function Branch({ branch: { step, children }, ...view }: { branch: TraceBranch } & View) {
  const [open, setOpen] = useState(true);
  const t = useTranslations("team");
  const locale = useLocale();
  const { title } = describeStep(useTranslations("chat"), locale, step);
  const who = view.titleOf(step.nodeId);
  return (
    <li>
      <div
        className={classNames(
          "flex min-h-7 items-center gap-1 rounded-md pr-2 hover:bg-hover",
          view.chosen === step.seq && "bg-accent-soft",
        )}
      >
        {children.length > 0 ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={t(open ? "closeOne" : "openOne", { title })}
            onClick={() => setOpen(!open)}
            className="flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:text-text"
          >
            <Icon name={open ? "chevron-down" : "chevron-right"} size={14} />
          </button>
        ) : (
          <span className="size-6 shrink-0" aria-hidden />
        )}
        <button
          type="button"
          aria-pressed={view.chosen === step.seq}
          onClick={() => view.onChoose(step)}
          className="flex min-h-6 min-w-0 flex-1 items-baseline gap-2 text-left"
        >
          <span className={classNames("truncate", children.length > 0 && "font-medium")}>{title}</span>
          <span className="shrink-0 truncate text-muted text-xs">{who}</span>
          <span className="ml-auto shrink-0 text-muted text-xs tabular-nums">{figures(step, locale)}</span>
        </button>
      </div>
      {open && children.length > 0 && (
        <div className="ml-3 border-line border-l pl-2">
          <Branches branches={children} label={title} {...view} />
        </div>
      )}
    </li>
  );
}

function figures(step: RunStep, locale: string): string {
  const ms = "durationMs" in step ? step.durationMs : null;
  const usage = step.kind === "delegation" || step.kind === "turn" ? step.usage : null;
  return [ms ? formatDuration(ms, locale) : "", usage?.costUsd ? formatCost(usage.costUsd, locale) : ""]
    .filter((part) => part !== "")
    .join(" · ");
}
