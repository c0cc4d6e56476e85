"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { callApi } from "#lib/api/client.ts";
import { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { budgetAmount } from "./budget-amount.ts";
import type { SeenBudget } from "./use-bar.tsx";

/** What a budget's periods came to, and its calls, newest first; each leads to its run. */
export function BudgetLedger({ budget }: { budget: SeenBudget }) {
  const t = useTranslations("budgets");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ["budgets", budget.id, "ledger"],
    queryFn: () => callApi(budgetContracts.ledger, { params: { id: budget.id }, query: { limit: 100 } }),
    enabled: open,
  });
  const amount = (value: number) => budgetAmount(t, locale, budget.measure, value);
  const moment = (at: string) =>
    new Date(at).toLocaleString(locale, { dateStyle: "short", timeStyle: "medium" });
  return (
    <Sheet
      title={t("historyOf", { name: budget.name })}
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon="history" size={28} label={t("historyOf", { name: budget.name })} />}
    >
      <QueryView
        query={query}
        failed={t("ledgerFailed")}
        isEmpty={(data) => data.entries.length === 0}
        empty={<p className="text-muted text-sm">{t("noCalls")}</p>}
      >
        {(data) => (
          <div className="flex flex-col gap-6">
            <section>
              <h3 className="mb-2 font-medium text-sm">{t("periodsTitle")}</h3>
              <ul className="flex flex-col gap-1 text-sm tabular-nums">
                {data.periods.slice(0, 31).map((period) => (
                  <li key={`${period.periodKey} ${period.subject}`} className="flex justify-between gap-3">
                    <span className="truncate text-muted">
                      {period.endsAt === null ? moment(period.startsAt) : period.periodKey} {period.subject}
                    </span>
                    <span>
                      {amount(period.spent)}
                      {period.raised > 0 && ` (${t("raisedBy", { amount: amount(period.raised) })})`}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
            <section>
              <h3 className="mb-2 font-medium text-sm">{t("callsTitle")}</h3>
              <ol className="flex flex-col gap-2.5 text-sm">
                {data.entries.map((entry) => (
                  <li key={`${entry.runId} ${entry.step} ${entry.at}`} className="flex justify-between gap-3">
                    <div className="min-w-0">
                      <p className="truncate">
                        {entry.state === "raised" ? t("raisedByPerson", { person: entry.what }) : entry.what}
                      </p>
                      <p className="truncate text-muted text-xs">
                        {moment(entry.at)} · {entry.step}
                        {entry.runId && (
                          <>
                            {" · "}
                            <Link
                              href={`/runs/${entry.runId}`}
                              className="inline-flex min-h-6 items-center text-accent-strong underline underline-offset-2"
                            >
                              {t("run")}
                            </Link>
                          </>
                        )}
                      </p>
                    </div>
                    <div className="shrink-0 text-right tabular-nums">
                      <p>
                        {amount(entry.state === "raised" ? entry.reserved : (entry.spent ?? entry.reserved))}
                      </p>
                      {entry.state !== "raised" && (
                        <p className="text-muted text-xs">
                          {entry.state === "settled"
                            ? t("hadReserved", { amount: amount(entry.reserved) })
                            : t(`states.${entry.state}`)}
                        </p>
                      )}
                    </div>
                  </li>
                ))}
              </ol>
            </section>
          </div>
        )}
      </QueryView>
    </Sheet>
  );
}
