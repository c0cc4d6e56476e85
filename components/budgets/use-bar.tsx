"use client";

import { useLocale, useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import type { CallOutput } from "#lib/api/client.ts";
import type { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { budgetAmount } from "./budget-amount.ts";

/** A budget as the API gives it. */
export type SeenBudget = CallOutput<(typeof budgetContracts)["list"]>["items"][number];

/** How full a budget is: what is spent in a full colour, what is reserved lighter, and both in words. */
export function UseBar({ budget }: { budget: SeenBudget }) {
  const t = useTranslations("budgets");
  const locale = useLocale();
  const { measure, now } = budget;
  const share = (part: number) => (now.limit > 0 ? Math.min(100, (part / now.limit) * 100) : 100);
  const spent = share(now.spent);
  const held = Math.min(100 - spent, now.limit > 0 ? share(now.reserved) : 0);
  const isUsedUp = now.limit <= 0 || now.spent >= now.limit;
  const isNear = !isUsedUp && budget.warnAt !== null && now.spent >= now.limit * budget.warnAt;
  const amount = (value: number) => budgetAmount(t, locale, measure, value);
  return (
    <div className="flex min-w-40 flex-col gap-1">
      <div aria-hidden className="flex h-1.5 overflow-hidden rounded-full bg-pressed">
        <span
          className={classNames("h-full", isUsedUp ? "bg-failed" : isNear ? "bg-waiting" : "bg-accent")}
          style={{ width: `${spent}%` }}
        />
        <span className="h-full bg-edge" style={{ width: `${held}%` }} />
      </div>
      <p className="flex flex-wrap gap-x-2 text-muted text-xs tabular-nums">
        <span>{t("spentOf", { spent: amount(now.spent), limit: amount(now.limit) })}</span>
        {now.reserved > 0 && <span>{t("reserved", { amount: amount(now.reserved) })}</span>}
        {isUsedUp && <span className="text-failed">{t("usedUp")}</span>}
        {isNear && <span className="text-waiting">{t("near")}</span>}
        {now.subjects > 1 && <span>{t("mostOf", { count: now.subjects })}</span>}
      </p>
    </div>
  );
}
