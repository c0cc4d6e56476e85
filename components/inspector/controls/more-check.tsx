import { useTranslations } from "use-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { topicKinds } from "#lib/nodes/guardrail/classify-topic.ts";
import { asText, asWords } from "../control-props.ts";
import { ListInput } from "./list-control.tsx";

const sensitivities = ["low", "normal", "high"] as const;

const limits = ["tokens", "costUsd", "actions"] as const;

/** The fields of the checks that judge by score, schema or budget. */
export function MoreCheck({
  check,
  change,
  problemAt,
  at,
}: {
  check: Record<string, unknown>;
  change: (check: Record<string, unknown>) => void;
  problemAt: (path: string) => string | null;
  at: string;
}) {
  const t = useTranslations("inspector");
  const set = (field: string, value: unknown) => change({ ...check, [field]: value });
  const toggled = (kind: string, on: boolean) => {
    const chosen = asWords(check.topics);
    return on ? [...chosen, kind] : chosen.filter((other) => other !== kind);
  };
  switch (check.check) {
    case "injection":
      return (
        <Field label={t("sensitivity")} hint={t("wordListsHint")}>
          <Select
            options={sensitivities.map((value) => ({ value, label: t(`sensitivities.${value}`) }))}
            value={asText(check.sensitivity ?? "normal")}
            onChange={(next) => set("sensitivity", next)}
          />
        </Field>
      );
    case "topic":
      return (
        <>
          <div className="grid grid-cols-2 gap-x-3 gap-y-1.5">
            {topicKinds.map((kind) => (
              <Checkbox
                key={kind}
                checked={asWords(check.topics).includes(kind)}
                onChange={(on) => set("topics", toggled(kind, on))}
              >
                {kind}
              </Checkbox>
            ))}
          </div>
          <ListInput
            label={t("wordsOfYourOwn")}
            words={asWords(check.words)}
            onChange={(next) => set("words", next)}
          />
        </>
      );
    case "off-topic":
      return (
        <ListInput
          label={t("wordsThatBelong")}
          words={asWords(check.words)}
          onChange={(next) => set("words", next)}
        />
      );
    case "links":
      return (
        <ListInput
          label={t("hostsThatMayBeLinked")}
          words={asWords(check.hosts)}
          onChange={(next) => set("hosts", next)}
        />
      );
    case "schema":
      return (
        <Field label="JSON Schema" error={problemAt(`${at}.schema`)}>
          <Textarea
            value={asText(check.schema)}
            placeholder='{ "type": "object", "required": ["amount"] }'
            onChange={(event) => set("schema", event.target.value)}
          />
        </Field>
      );
    case "budget":
      return (
        <>
          {limits.map((field) => (
            <Field key={field} label={t(`checkLimits.${field}`)} optional>
              <Input
                inputMode="decimal"
                defaultValue={asText(check[field])}
                onBlur={(event) => set(field, event.target.value === "" ? null : Number(event.target.value))}
              />
            </Field>
          ))}
        </>
      );
    default:
      return null;
  }
}
