"use client";

import { useTranslations } from "use-intl";
import { OfferLink } from "#components/inspector/offer-button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { Issue } from "#lib/blueprint/issue.ts";

/** The goal in plain words, with what is still weak about it. */
export function GoalReview({
  config,
  issues,
  take,
}: {
  config: Record<string, unknown>;
  issues: readonly Issue[];
  take: (field: string, value: unknown) => void;
}) {
  const t = useTranslations("goals");
  const criteria = Array.isArray(config.criteria) ? config.criteria : [];
  const total = criteria.reduce((sum: number, { weight }) => sum + (Number(weight) || 0), 0);
  const constraints = Array.isArray(config.constraints) ? config.constraints : [];
  const deadline = Number(config.deadlineMinutes) || 0;
  return (
    <div className="flex flex-col gap-3">
      <blockquote className="rounded-lg border border-line bg-ground p-3 text-base">
        {String(config.statement) || t("nothingIsWritten")}
      </blockquote>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm max-sm:grid-cols-1">
        <dt className="text-muted">{t("metWhen")}</dt>
        <dd>
          {criteria.length === 0 ? (
            t("nothingSaysSo")
          ) : (
            <ul>
              {criteria.map(({ id, label, weight, kind }) => (
                <li key={String(id)}>
                  {String(label || kind)}
                  {total > 0 && criteria.length > 1 && (
                    <span className="text-muted">
                      {" "}
                      · counts {Math.round((Number(weight) / total) * 100)} %
                    </span>
                  )}
                </li>
              ))}
            </ul>
          )}
        </dd>
        {constraints.length > 0 && (
          <>
            <dt className="text-muted">{t("never")}</dt>
            <dd>{constraints.join("; ")}</dd>
          </>
        )}
        <dt className="text-muted">{t("deadline")}</dt>
        <dd>{deadline > 0 ? `${deadline} minutes after the start` : "none"}</dd>
        <dt className="text-muted">{t("budget")}</dt>
        <dd>{config.budgetUsd === null ? "none" : `$${String(config.budgetUsd)} a run`}</dd>
      </dl>
      {issues.length === 0 ? (
        <p className="flex items-center gap-1.5 text-ok text-sm">
          <Icon name="circle-check" size={15} />
          {t("canBeMeasured")}
        </p>
      ) : (
        <ul className="flex flex-col gap-3" aria-label={t("stillWeak")}>
          {issues.map((issue) => (
            <li key={`${issue.field} ${issue.message}`} className="flex gap-2 text-sm">
              <Icon
                name={issue.severity === "error" ? "circle-alert" : "triangle-alert"}
                label={issue.severity === "error" ? t("error") : t("worthALook")}
                size={15}
                className={`mt-0.5 shrink-0 ${issue.severity === "error" ? "text-failed" : "text-waiting"}`}
              />
              <span className="flex flex-col items-start gap-1">
                <span>{issue.message}</span>
                {issue.why && <span className="text-muted text-xs">{issue.why}</span>}
                {issue.offer && (
                  <OfferLink
                    label={issue.offer.label}
                    onClick={() => issue.offer && take(issue.offer.field, issue.offer.value)}
                  />
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
