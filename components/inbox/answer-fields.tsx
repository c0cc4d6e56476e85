"use client";

import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { readError } from "#components/ui/read-error.ts";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { FormField } from "#lib/foundation/typed-form.ts";

/** What somebody has filled in so far, as text, by the fields' names. */
export type AnswerTexts = Record<string, string>;

/** The texts as the API takes them; what cannot be read as its type is sent as it stands, for the server to name. */
export function answersOf(
  fields: readonly FormField[],
  texts: AnswerTexts,
): Record<string, unknown> | undefined {
  if (fields.length === 0) return undefined;
  const filled = fields.flatMap(({ name, type }): [string, unknown][] => {
    const text = texts[name]?.trim() ?? "";
    if (text === "") return [];
    if (type === "yes-no") return [[name, text === "yes"]];
    const number = Number(text.replace(",", "."));
    return [[name, type === "number" && !Number.isNaN(number) ? number : text]];
  });
  return Object.fromEntries(filled);
}

/** The questions an approval asks with its decision, and below each what the server found wrong with the answer. */
export function AnswerFields({
  fields,
  texts,
  error,
  onChange,
}: {
  fields: readonly FormField[];
  texts: AnswerTexts;
  error: unknown;
  onChange: (texts: AnswerTexts) => void;
}) {
  const t = useTranslations("inbox");
  if (fields.length === 0) return null;
  const problems = new Map(
    error ? readError(error).details.map(({ path, message }) => [path, message]) : undefined,
  );
  return (
    <fieldset className="flex flex-col gap-3" data-testid="approval-form">
      <legend className="mb-2 font-medium text-sm">{t("fillIn")}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {fields.map((field) => (
          <Field
            key={field.name}
            label={field.label}
            hint={[field.help, limitsOf(field)].filter((part) => part !== "").join(" ") || undefined}
            optional={!field.required}
            error={problems.get(`form.${field.name}`) ?? null}
          >
            <Answer
              field={field}
              text={texts[field.name] ?? ""}
              onChange={(text) => onChange({ ...texts, [field.name]: text })}
            />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

function Answer({
  field,
  text,
  onChange,
}: {
  field: FormField;
  text: string;
  onChange: (text: string) => void;
}) {
  const t = useTranslations("inbox");
  const type = (event: { target: { value: string } }) => onChange(event.target.value);
  if (field.type === "choice" || field.type === "yes-no") {
    const options =
      field.type === "choice"
        ? field.options.map((option) => ({ value: option, label: option }))
        : [
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ];
    return <Select options={options} value={text === "" ? null : text} onChange={onChange} />;
  }
  if (field.type === "date")
    return <Input type="date" value={text} required={field.required} onChange={type} />;
  if (field.type === "number")
    return <Input inputMode="decimal" value={text} required={field.required} onChange={type} />;
  if ((field.max ?? 4000) > 120)
    return <Textarea value={text} rows={2} maxLength={field.max ?? 4000} onChange={type} />;
  return <Input value={text} maxLength={field.max ?? undefined} required={field.required} onChange={type} />;
}

function limitsOf({ type, min, max }: FormField): string {
  if (type !== "number" || (min === null && max === null)) return "";
  return `${min ?? "…"} – ${max ?? "…"}`;
}
