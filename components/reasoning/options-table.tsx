import { useLocale, useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { DecisionStep } from "#lib/run-events/run-state.ts";

const figure = "px-2 py-1.5 text-right tabular-nums";

/** The options of a decision, a column for each criterion with its weight, and the total the runtime computed. */
export function OptionsTable({ decision }: { decision: DecisionStep }) {
  const t = useTranslations("reasoning");
  const locale = useLocale();
  const two = (value: number) =>
    value.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const sum = decision.criteria.reduce((total, { weight }) => total + weight, 0);
  return (
    <div className="overflow-x-auto">
      <table aria-label={t("optionsWeighed")} className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-line border-b text-left text-muted text-xs">
            <th scope="col" className="sticky left-0 bg-panel py-1.5 pr-3 font-normal">
              {t("option")}
            </th>
            <th scope="col" className="px-2 py-1.5 text-right font-normal">
              {t("total")}
            </th>
            {decision.criteria.map(({ id, label, weight }) => (
              <th key={id} scope="col" className="whitespace-nowrap px-2 py-1.5 text-right font-normal">
                {label}
                <span className="block text-[11px] tabular-nums">
                  {sum > 0 ? `${Math.round((weight / sum) * 100)} %` : t("equal")}
                </span>
              </th>
            ))}
            <th scope="col" className="px-2 py-1.5 text-right font-normal">
              {t("goalFit")}
              <span className="block whitespace-nowrap text-[11px] tabular-nums">
                {t("min", { fitFloor: two(decision.fitFloor) })}
              </span>
            </th>
            <th scope="col" className="px-2 py-1.5 text-right font-normal">
              {t("likely")}
            </th>
          </tr>
        </thead>
        <tbody>
          {decision.options.map((option, index) => {
            const chosen = index === decision.chosen;
            return (
              <tr
                key={`${option.does} ${option.title}`}
                aria-label={
                  chosen
                    ? t("optionStates.chosen", { title: option.title })
                    : option.rejected
                      ? t("optionStates.rejected", { title: option.title })
                      : option.title
                }
                className={classNames(
                  "border-line border-b align-top last:border-b-0",
                  option.rejected !== null && "text-muted",
                )}
              >
                <th
                  scope="row"
                  className="sticky left-0 min-w-36 max-w-64 bg-panel py-1.5 pr-3 text-left font-normal"
                >
                  <span className="flex items-start gap-1.5">
                    <Icon
                      name={chosen ? "circle-check" : option.rejected ? "circle-slash" : "circle"}
                      label={chosen ? t("chosen") : option.rejected ? t("rejected") : undefined}
                      size={14}
                      className={classNames(
                        "mt-0.5 shrink-0",
                        chosen ? "text-ok" : option.rejected ? "text-failed" : "text-muted",
                      )}
                    />
                    <span className={classNames("break-words", chosen && "font-medium")}>{option.title}</span>
                  </span>
                  <span className="mt-0.5 block pl-5 text-muted text-xs">
                    {option.rejected ?? option.predicted}
                  </span>
                </th>
                <td className={classNames(figure, chosen && "font-semibold")}>{two(option.total)}</td>
                {decision.criteria.map(({ id }) => (
                  <td key={id} className={figure}>
                    {two(option.scores[id] ?? 0)}
                  </td>
                ))}
                <td className={classNames(figure, option.goalFit < decision.fitFloor && "text-failed")}>
                  {two(option.goalFit)}
                </td>
                <td className={figure}>{Math.round(option.probability * 100)} %</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
