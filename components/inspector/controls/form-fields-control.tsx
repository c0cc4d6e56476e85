import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { formFieldTypes } from "#lib/foundation/typed-form.ts";
import { asRecords, asText, asWords, type ControlProps } from "../control-props.ts";
import { ItemCard } from "./item-card.tsx";

/** The questions a person answers with a decision. */
export function FormFieldsControl({ value, onChange, problemAt }: ControlProps) {
  const t = useTranslations("inspector");
  const fields = asRecords(value);
  const types = formFieldTypes.map((type) => ({ value: type, label: t(`formTypes.${type}`) }));
  const change = (index: number, patch: Record<string, unknown>) =>
    onChange(fields.map((field, at) => (at === index ? { ...field, ...patch } : field)));
  return (
    <div className="flex flex-col items-start gap-2">
      {fields.map((field, index) => (
        <ItemCard
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what identifies an entry
          key={index}
          title={asText(field.label) || asText(field.name)}
          onRemove={() => onChange(fields.filter((_, at) => at !== index))}
        >
          <Field label={t("question")} error={problemAt(`${index}.label`)}>
            <Input
              value={asText(field.label)}
              maxLength={120}
              onChange={(event) => change(index, { label: event.target.value })}
            />
          </Field>
          <div className="grid grid-cols-2 gap-2">
            <Field label={t("name")} error={problemAt(`${index}.name`)}>
              <Input
                mono
                className="text-xs"
                value={asText(field.name)}
                onChange={(event) => change(index, { name: event.target.value })}
              />
            </Field>
            <Field label={t("type")}>
              <Select
                options={types}
                value={asText(field.type) as (typeof formFieldTypes)[number]}
                onChange={(type) => change(index, { type })}
              />
            </Field>
          </div>
          {field.type === "choice" && (
            <Field label={t("optionsOneALine")} error={problemAt(`${index}.options`)}>
              <Textarea
                rows={3}
                defaultValue={asWords(field.options).join("\n")}
                onBlur={(event) =>
                  change(index, {
                    options: event.target.value
                      .split("\n")
                      .map((line) => line.trim())
                      .filter((line) => line !== ""),
                  })
                }
              />
            </Field>
          )}
          {(field.type === "number" || field.type === "text") && (
            <div className="grid grid-cols-2 gap-2">
              {(["min", "max"] as const).map((limit) => (
                <Field
                  key={limit}
                  label={t(`formLimits.${asText(field.type) as "text" | "number"}.${limit}`)}
                  optional
                  error={problemAt(`${index}.${limit}`)}
                >
                  <Input
                    inputMode="decimal"
                    defaultValue={asText(field[limit])}
                    onBlur={(event) => {
                      const number = Number(event.target.value.trim());
                      const isEmpty = event.target.value.trim() === "" || Number.isNaN(number);
                      change(index, { [limit]: isEmpty ? null : number });
                    }}
                  />
                </Field>
              ))}
            </div>
          )}
          <Field label={t("hintBelowIt")} optional>
            <Input
              value={asText(field.help)}
              maxLength={300}
              onChange={(event) => change(index, { help: event.target.value })}
            />
          </Field>
          <Checkbox checked={field.required === true} onChange={(required) => change(index, { required })}>
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
              name: freeName(fields.map((field) => asText(field.name))),
              label: t("question"),
              type: "text",
              required: false,
              help: "",
              options: [],
              min: null,
              max: null,
            },
          ])
        }
      >
        {t("addQuestion")}
      </Button>
    </div>
  );
}

function freeName(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`answer_${number}`)) number += 1;
  return `answer_${number}`;
}
