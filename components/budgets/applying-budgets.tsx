"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { callApi } from "#lib/api/client.ts";
import { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { UseBar } from "./use-bar.tsx";

/** The budgets that count what a blueprint spends, or what one of its nodes does; nothing where there are none. */
export function ApplyingBudgets({ blueprintId, nodeId }: { blueprintId: string; nodeId?: string }) {
  const t = useTranslations("budgets");
  const { data } = useQuery({
    queryKey: ["budgets", "of", blueprintId],
    queryFn: () => callApi(budgetContracts.list, { query: { blueprintId } }),
  });
  const budgets = (data?.items ?? []).filter(
    (budget) => budget.enabled && (nodeId === undefined ? budget.nodeId === null : budget.nodeId === nodeId),
  );
  if (budgets.length === 0) return null;
  return (
    <section className="flex flex-col gap-3" aria-label={t("appliesTitle")}>
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="font-medium text-sm">{t("appliesTitle")}</h3>
        <Link href="/settings#budgets" className="text-accent-strong text-xs underline underline-offset-2">
          {t("manage")}
        </Link>
      </div>
      {budgets.map((budget) => (
        <div key={budget.id} className="flex flex-col gap-1">
          <p className="flex justify-between gap-2 text-sm">
            <span className="truncate">{budget.name}</span>
            <span className="shrink-0 text-muted text-xs">
              {t(`periods.${budget.period}`)} · {t(`limits.${budget.onLimit}`)}
            </span>
          </p>
          <UseBar budget={budget} />
        </div>
      ))}
    </section>
  );
}
