"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { budgetAmount } from "./budget-amount.ts";
import { BudgetForm } from "./budget-form.tsx";
import { BudgetLedger } from "./budget-ledger.tsx";
import { TimeZoneForm } from "./time-zone-form.tsx";
import { type SeenBudget, UseBar } from "./use-bar.tsx";

/** What may be spent, by whom, in which time; and what is. */
export function BudgetSection() {
  const t = useTranslations("budgets");
  const query = useQuery({
    queryKey: ["budgets"],
    queryFn: () => callApi(budgetContracts.list),
    refetchInterval: 5000,
  });
  const add = (
    <BudgetForm
      trigger={
        <Button icon="plus" look="primary">
          {t("add")}
        </Button>
      }
    />
  );
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-line border-b p-4">
        <p className="max-w-xl text-muted text-sm">{t("intro")}</p>
        <TimeZoneForm />
        {add}
      </div>
      <QueryView
        query={query}
        failed={t("failed")}
        isEmpty={(data) => data.items.length === 0}
        empty={
          <EmptyState icon="gauge" title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        }
      >
        {(data) => <BudgetTable budgets={data.items} />}
      </QueryView>
    </div>
  );
}

function BudgetTable({ budgets }: { budgets: SeenBudget[] }) {
  const t = useTranslations("budgets");
  const locale = useLocale();
  const client = useQueryClient();
  async function remove(budget: SeenBudget): Promise<void> {
    try {
      await callApi(budgetContracts.remove, { params: { id: budget.id } });
    } catch (caught) {
      showFailure(caught);
    }
    await client.invalidateQueries({ queryKey: ["budgets"] });
  }
  const columns: Column<SeenBudget>[] = [
    {
      id: "name",
      header: t("name"),
      cell: (budget) => (
        <div className="min-w-36">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {budget.name}
            {!budget.enabled && <Badge>{t("off")}</Badge>}
          </p>
          <p className="text-muted text-xs">
            {[
              t(`scopes.${budget.scope}`),
              budget.blueprintName,
              budget.nodeId,
              budget.contactName,
              t(`periods.${budget.period}`),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          <div className="mt-1.5 md:hidden">
            <UseBar budget={budget} />
          </div>
        </div>
      ),
    },
    { id: "use", header: t("use"), width: "32%", wide: true, cell: (budget) => <UseBar budget={budget} /> },
    {
      id: "forecast",
      header: t("forecast"),
      wide: true,
      cell: ({ now, measure }) =>
        now.forecast === null || now.endsAt === null ? (
          <span className="text-muted">–</span>
        ) : (
          <span className={classNames("tabular-nums", now.forecast > now.limit && "text-waiting")}>
            {t("forecastBy", {
              amount: budgetAmount(t, locale, measure, now.forecast),
              date: new Date(now.endsAt).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }),
            })}
          </span>
        ),
    },
    {
      id: "limit",
      header: t("atLimit"),
      wide: true,
      cell: (budget) => (
        <span>
          {t(`limits.${budget.onLimit}`)}
          {budget.cheaperModel && <span className="text-muted"> · {budget.cheaperModel}</span>}
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">{t("actions")}</span>,
      width: "112px",
      cell: (budget) => (
        <div className="flex justify-end gap-1">
          <BudgetLedger budget={budget} />
          <BudgetForm
            budget={budget}
            trigger={<IconButton icon="pencil" size={28} label={t("edit", { name: budget.name })} />}
          />
          <ConfirmDialog
            title={t("deleteTitle", { name: budget.name })}
            confirm={t("deleteBudget")}
            trigger={<IconButton icon="trash-2" size={28} label={t("delete", { name: budget.name })} />}
            onConfirm={() => remove(budget)}
          >
            <p>{t("deleteText")}</p>
          </ConfirmDialog>
        </div>
      ),
    },
  ];
  return <Table label={t("budgets")} columns={columns} rows={budgets} rowKey={({ id }) => id} />;
}
