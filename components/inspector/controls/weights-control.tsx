import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { newElementId } from "#lib/blueprint/edits/fresh-names.ts";
import { asRecords, asText, type ControlProps } from "../control-props.ts";

const usual = ["speed", "quality", "cost", "satisfaction"] as const;

/** What options are weighed by: a name and a weight each, with the share the weight comes to. */
export function WeightsControl({ value, onChange }: ControlProps) {
  const t = useTranslations("inspector");
  const rows = asRecords(value);
  const sum = rows.reduce((total, row) => total + (Number(row.weight) || 0), 0);
  const change = (index: number, patch: Record<string, unknown>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...patch } : row)));
  return (
    <div className="flex flex-col items-start gap-1.5">
      {rows.map((row, index) => {
        const name = asText(row.label) || t("criterionNumber", { number: index + 1 });
        return (
          <div key={asText(row.id)} className="flex w-full items-center gap-1.5">
            <Input
              aria-label={t("criterionNumber", { number: index + 1 })}
              placeholder={t("usualCriteria.speed")}
              value={asText(row.label)}
              onChange={(event) => change(index, { label: event.target.value })}
            />
            <Input
              inputMode="decimal"
              className="!w-16 shrink-0 tabular-nums"
              aria-label={t("weightOf", { name })}
              defaultValue={asText(row.weight ?? 1)}
              onBlur={(event) =>
                change(index, { weight: Math.max(0, Number(event.target.value.replace(",", ".")) || 0) })
              }
            />
            <span className="w-10 shrink-0 text-right text-muted text-xs tabular-nums">
              {sum > 0 ? `${Math.round(((Number(row.weight) || 0) / sum) * 100)} %` : "–"}
            </span>
            <IconButton
              icon="x"
              label={`Remove ${name}`}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      {rows.length === 0 && (
        <Button
          size="sm"
          icon="target"
          onClick={() => onChange(usual.map((id) => ({ id, label: t(`usualCriteria.${id}`), weight: 1 })))}
        >
          {t("weighUsual")}
        </Button>
      )}
      <Button
        size="sm"
        icon="plus"
        onClick={() => onChange([...rows, { id: newElementId("weight"), label: "", weight: 1 }])}
      >
        {t("addWhatCounts")}
      </Button>
    </div>
  );
}
