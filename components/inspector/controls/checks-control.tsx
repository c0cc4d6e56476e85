import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { personalDataKinds } from "#lib/nodes/guardrail/definition.ts";
import { asRecords, asText, asWords, type ControlProps } from "../control-props.ts";
import { ItemCard } from "./item-card.tsx";
import { ListInput } from "./list-control.tsx";
import { MoreCheck } from "./more-check.tsx";

const kinds = [
  "keywords",
  "regex",
  "personal-data",
  "injection",
  "topic",
  "off-topic",
  "links",
  "length",
  "schema",
  "budget",
] as const;

/** What a guardrail looks for. */
export function ChecksControl({ value, onChange, path, problemAt }: ControlProps) {
  const t = useTranslations("inspector");
  const checks = asRecords(value);
  const put = (index: number, check: Record<string, unknown>) =>
    onChange(checks.map((other, at) => (at === index ? check : other)));
  return (
    <div className="flex flex-col items-start gap-2">
      {checks.map((check, index) => (
        <ItemCard
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what identifies an entry
          key={index}
          title={t("checkNumber", { number: index + 1 })}
          onRemove={() => onChange(checks.filter((_, at) => at !== index))}
        >
          <Select
            aria-label={t("whatCheckLooksFor", { number: index + 1 })}
            options={kinds.map((value) => ({ value, label: t(`checkKinds.${value}`) }))}
            value={asText(check.check)}
            onChange={(next) => put(index, { check: next })}
          />
          {check.check === "keywords" && (
            <ListInput
              label={t("words")}
              words={asWords(check.words)}
              onChange={(words) => put(index, { ...check, words })}
            />
          )}
          {check.check === "regex" && (
            <Field label={t("pattern")} error={problemAt(`${path}.${index}.pattern`)}>
              <Input
                mono
                value={asText(check.pattern)}
                onChange={(event) => put(index, { ...check, pattern: event.target.value })}
              />
            </Field>
          )}
          {check.check === "personal-data" && (
            <div className="grid grid-cols-2 gap-x-3 gap-y-1.5">
              {personalDataKinds.map((kind) => {
                const chosen = asWords(check.kinds);
                return (
                  <Checkbox
                    key={kind}
                    checked={chosen.includes(kind)}
                    onChange={(on) =>
                      put(index, {
                        ...check,
                        kinds: on ? [...chosen, kind] : chosen.filter((other) => other !== kind),
                      })
                    }
                  >
                    {t(`personalData.${kind}`)}
                  </Checkbox>
                );
              })}
            </div>
          )}
          <MoreCheck
            check={check}
            change={(next) => put(index, next)}
            problemAt={problemAt}
            at={`${path}.${index}`}
          />
          {check.check === "length" && (
            <Field label={t("charactersAtMost")}>
              <Input
                inputMode="numeric"
                value={asText(check.max)}
                onChange={(event) => put(index, { ...check, max: Number(event.target.value) || 1 })}
              />
            </Field>
          )}
        </ItemCard>
      ))}
      <Button size="sm" icon="plus" onClick={() => onChange([...checks, { check: "personal-data" }])}>
        {t("addCheck")}
      </Button>
    </div>
  );
}
