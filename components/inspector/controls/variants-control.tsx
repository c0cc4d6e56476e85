import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { newElementId } from "#lib/blueprint/edits/fresh-names.ts";
import { asRecords, asText, type ControlProps } from "../control-props.ts";
import { ItemCard } from "./item-card.tsx";

/** The variants of an experiment, the control first, each with its share of the contacts. */
export function VariantsControl({ value, onChange, path, problemAt }: ControlProps) {
  const t = useTranslations("inspector");
  const variants = asRecords(value);
  const change = (index: number, patch: Record<string, string | number>) =>
    onChange(variants.map((variant, at) => (at === index ? { ...variant, ...patch } : variant)));
  const total = variants.reduce((sum, { weight }) => sum + Number(weight), 0);
  return (
    <div className="flex flex-col items-start gap-2">
      {variants.map((variant, index) => (
        <ItemCard
          key={asText(variant.id)}
          title={t("variantShare", {
            name: index === 0 ? t("control") : t("variantNumber", { number: index }),
            share: total > 0 ? Math.round((Number(variant.weight) / total) * 100) : 0,
          })}
          onRemove={() => onChange(variants.filter((_, at) => at !== index))}
        >
          <Field label={t("name")}>
            <Input
              value={asText(variant.label)}
              onChange={(event) => change(index, { label: event.target.value })}
            />
          </Field>
          <Field label={t("weight")} error={problemAt(`${path}.${index}.weight`)}>
            <Input
              type="number"
              min={0}
              max={1000}
              value={asText(variant.weight)}
              onChange={(event) => change(index, { weight: Math.max(0, Number(event.target.value) || 0) })}
            />
          </Field>
          <Field label={t("instructions")} optional>
            <Textarea
              value={asText(variant.instructions)}
              placeholder={t("asTheAgentHasThem")}
              onChange={(event) => change(index, { instructions: event.target.value })}
            />
          </Field>
          <Field label={t("model")} optional>
            <Input
              value={asText(variant.model)}
              placeholder={t("asTheAgentHasIt")}
              onChange={(event) => change(index, { model: event.target.value })}
            />
          </Field>
        </ItemCard>
      ))}
      <Button
        size="sm"
        icon="plus"
        disabled={variants.length >= 8}
        onClick={() =>
          onChange([
            ...variants,
            { id: newElementId("variant"), label: "", weight: 50, instructions: "", model: "" },
          ])
        }
      >
        {t("addVariant")}
      </Button>
    </div>
  );
}
