import type { Measure } from "#lib/budgets/measures.ts";
import type { Translate } from "#lib/translations/translate.ts";

/** An amount as the reader's language writes it: money with its sign, the rest with its word. */
export function budgetAmount(
  t: Translate<"budgets">,
  locale: string,
  measure: Measure,
  amount: number,
): string {
  const rounded = measure === "seconds" ? Math.round(amount * 10) / 10 : Math.round(amount);
  if (measure !== "usd") return t(`amounts.${measure}`, { count: rounded });
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: amount !== 0 && amount < 1 ? 4 : 2,
  }).format(amount);
}
