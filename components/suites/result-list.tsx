"use client";

import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Status } from "#components/ui/status.tsx";
import { describeExpectation } from "#lib/suites/expectation-words.ts";
import type { Check } from "#lib/suites/suite-case.ts";
import { ResultStatusMark } from "./result-status.tsx";
import type { SuiteResult } from "./suite-queries.ts";

/** Every case of a suite run; failed ones lie open with the reason of each expectation. */
export function ResultList({ results }: { results: SuiteResult[] }) {
  const t = useTranslations("suites");
  return (
    <ul aria-label={t("results")} className="divide-y divide-line">
      {results.map((result) => (
        <ResultRow key={result.id} result={result} />
      ))}
    </ul>
  );
}

function ResultRow({ result }: { result: SuiteResult }) {
  const isBad = result.status === "failed" || result.status === "errored";
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? isBad;
  return (
    <li data-testid="suite-result" className="text-sm">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChosen(!open)}
        className="flex min-h-11 w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-left hover:bg-hover/60"
      >
        <Icon name={open ? "chevron-down" : "chevron-right"} size={14} className="text-muted" />
        <span className="w-28">
          <ResultStatusMark status={result.status} />
        </span>
        <span className="min-w-40 flex-1 font-medium">{result.case.title}</span>
        <CaseMarks tags={result.case.tags} heldOut={result.case.heldOut} />
        <span className="w-36 text-right text-muted text-xs tabular-nums max-md:hidden">
          {result.durationMs === null
            ? ""
            : `${formatDuration(result.durationMs)} · ${formatCost(result.costUsd)}`}
        </span>
      </button>
      {open && <ResultDetails result={result} />}
    </li>
  );
}

function ResultDetails({ result }: { result: SuiteResult }) {
  const t = useTranslations("suites");
  return (
    <div className="flex flex-col gap-3 pr-4 pb-4 pl-11">
      {result.case.messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a result's messages never move
        <p key={index} className="whitespace-pre-wrap text-muted">
          “{message}”
        </p>
      ))}
      {result.error && <p className="text-failed">{result.error}</p>}
      {result.checks.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {result.checks.map((check, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a result's checks never move
            <CheckRow key={index} check={check} />
          ))}
        </ul>
      )}
      {result.runIds.length > 0 && (
        <p className="flex gap-3">
          {result.runIds.map((id, index) => (
            <Link key={id} href={`/runs/${id}`} className="rounded-sm text-accent hover:underline">
              {result.runIds.length === 1 ? t("openTheRun") : t("runOfMessage", { index: index + 1 })}
            </Link>
          ))}
        </p>
      )}
    </div>
  );
}

function CheckRow({ check }: { check: Check }) {
  const t = useTranslations("suites");
  return (
    <li className="grid items-start gap-x-3 md:grid-cols-[72px_1fr]">
      {check.passed === null ? (
        <Status icon="circle-help" tone="waiting">
          {t("unknown")}
        </Status>
      ) : (
        <Status icon={check.passed ? "check" : "x"} tone={check.passed ? "ok" : "failed"}>
          {check.passed ? t("holds") : t("fails")}
        </Status>
      )}
      <span className="min-w-0">
        <span>{describeExpectation(check.expectation)}</span>
        <span className="block break-words text-muted text-xs">{check.reason}</span>
        {check.criteria && (
          <ul className="mt-1 flex flex-col gap-1">
            {check.criteria.map((criterion) => (
              <li key={criterion.label} className="grid items-start gap-x-3 sm:grid-cols-[72px_1fr]">
                <Status icon={markOf(criterion.met).icon} tone={markOf(criterion.met).tone}>
                  {t(criterion.met === null ? "unknown" : criterion.met ? "holds" : "fails")}
                </Status>
                <span className="min-w-0">
                  {criterion.label}
                  <span className="block break-words text-muted text-xs">{criterion.reason}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </span>
    </li>
  );
}

function markOf(met: boolean | null): {
  icon: "circle-help" | "check" | "x";
  tone: "waiting" | "ok" | "failed";
} {
  if (met === null) return { icon: "circle-help", tone: "waiting" };
  return met ? { icon: "check", tone: "ok" } : { icon: "x", tone: "failed" };
}

/** The segments of a case, and whether it is held out. */
export function CaseMarks({ tags, heldOut }: { tags: string[]; heldOut: boolean }) {
  const t = useTranslations("suites");
  return (
    <span className="flex flex-wrap gap-1">
      {heldOut && (
        <Badge tone="accent" icon="lock" title={t("scoredApartKeepItAway")}>
          {t("heldOut")}
        </Badge>
      )}
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  );
}
