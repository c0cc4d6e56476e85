import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { asRecords, asText, type ControlProps } from "../control-props.ts";
import { ItemCard } from "./item-card.tsx";

const types = ["text", "number", "boolean"] as const;

/** The columns an action writes. */
export function FieldsControl({ value, onChange }: ControlProps) {
  const t = useTranslations("inspector");
  const fields = asRecords(value);
  const change = (index: number, patch: Record<string, unknown>) =>
    onChange(fields.map((field, at) => (at === index ? { ...field, ...patch } : field)));
  return (
    <div className="flex flex-col items-start gap-2">
      {fields.map((field, index) => (
        <ItemCard
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what identifies an entry
          key={index}
          title={asText(field.column) || t("columnNumber", { number: index + 1 })}
          onRemove={() => onChange(fields.filter((_, at) => at !== index))}
        >
          <div className="grid grid-cols-2 gap-2">
            <Field label={t("column")}>
              <Input
                mono
                className="text-xs"
                value={asText(field.column)}
                onChange={(event) => change(index, { column: event.target.value })}
              />
            </Field>
            <Field label={t("type")}>
              <Select
                options={types.map((value) => ({ value, label: t(`fieldTypes.${value}`) }))}
                value={asText(field.type)}
                onChange={(type) => change(index, { type })}
              />
            </Field>
          </div>
          <Field label={t("toldToTheAgent")} optional>
            <Input
              value={asText(field.description)}
              onChange={(event) => change(index, { description: event.target.value })}
            />
          </Field>
          <div className="grid grid-cols-2 gap-2">
            <Field label={t("fixedValue")} optional>
              <Input
                value={asText(field.fixed)}
                onChange={(event) => change(index, { fixed: event.target.value })}
              />
            </Field>
            {field.type === "number" && (
              <Field label={t("atMost")} optional>
                <Input
                  inputMode="decimal"
                  defaultValue={asText(field.max)}
                  onBlur={(event) => {
                    const max = Number(event.target.value);
                    change(index, {
                      max: event.target.value.trim() === "" || Number.isNaN(max) ? null : max,
                    });
                  }}
                />
              </Field>
            )}
          </div>
          <Checkbox checked={field.required !== false} onChange={(required) => change(index, { required })}>
            {t("mustBeFilled")}
          </Checkbox>
        </ItemCard>
      ))}
      <Button
        size="sm"
        icon="plus"
        onClick={() =>
          onChange([
            ...fields,
            {
              column: `column_${fields.length + 1}`,
              type: "text",
              description: "",
              required: true,
              fixed: "",
              max: null,
            },
          ])
        }
      >
        {t("addColumn")}
      </Button>
    </div>
  );
}
