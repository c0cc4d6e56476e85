"use client";

import { useTranslations } from "use-intl";
import type { z } from "zod";
import { Icon } from "#components/ui/icon.tsx";
import type { importReportSchema } from "#lib/api/contracts/blueprints.ts";

type Report = z.output<typeof importReportSchema>;

function Asked({ label, names, missing = [] }: { label: string; names: string[]; missing?: string[] }) {
  const t = useTranslations("blueprintList");
  if (names.length === 0) return null;
  return (
    <div className="grid grid-cols-[112px_1fr] gap-2 border-line border-b py-1.5 last:border-b-0">
      <dt className="text-muted">{label}</dt>
      <dd className="flex flex-wrap gap-x-3 gap-y-1">
        {names.map((name) => (
          <span key={name} className="inline-flex items-center gap-1">
            <code>{name}</code>
            {missing.includes(name) && <span className="text-waiting text-xs">{t("notHereYet")}</span>}
          </span>
        ))}
      </dd>
    </div>
  );
}

/** What an imported document would reach and use, before anything is stored or run. */
export function ImportReport({ report }: { report: Report }) {
  const t = useTranslations("blueprintList");
  const { hosts, secrets, datasets, tables, abilities, unpinned, missing, issues, suites } = report;
  const asksNothing = [hosts, secrets, datasets, tables, abilities].every((names) => names.length === 0);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{t("asksFor")}</p>
      {asksNothing ? (
        <p>{t("asksNothing")}</p>
      ) : (
        <dl className="rounded-md border border-line px-3 py-1">
          <Asked label={t("hosts")} names={hosts} />
          <Asked label={t("secrets")} names={secrets} missing={missing.secrets} />
          <Asked label={t("datasets")} names={datasets} missing={missing.datasets} />
          <Asked label={t("tables")} names={tables} missing={missing.tables} />
          <Asked label={t("abilities")} names={abilities} />
        </dl>
      )}
      {unpinned.map(({ title, version }) => (
        <p key={title} className="flex items-start gap-2">
          <Icon name="pin" size={15} className="mt-0.5 text-muted" />
          <span>{t("unpinned", { title, version })}</span>
        </p>
      ))}
      {suites.length > 0 && (
        <div>
          <p className="mb-1 text-muted">{t("bringsTests")}</p>
          <ul className="flex flex-col gap-1">
            {suites.map((suite) => (
              <li key={suite.name} className="flex items-start gap-2">
                <Icon name="flask-conical" size={15} className="mt-0.5 text-muted" />
                <span>
                  {[
                    t("suiteCases", { name: suite.name, count: suite.cases }),
                    ...(suite.keepsAgent ? [] : [t("agentMissing")]),
                    ...(suite.wroteForReal ? [t("wroteForReal")] : []),
                  ].join(" ")}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {issues.length > 0 && (
        <ul className="flex flex-col gap-1">
          {issues.map((issue) => (
            <li key={JSON.stringify(issue)} className="flex items-start gap-2">
              <Icon
                name={issue.severity === "error" ? "circle-alert" : "triangle-alert"}
                size={15}
                className={issue.severity === "error" ? "mt-0.5 text-failed" : "mt-0.5 text-waiting"}
              />
              {issue.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
