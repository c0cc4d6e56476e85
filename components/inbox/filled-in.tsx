import { useTranslations } from "use-intl";
import type { FormAnswers, FormField } from "#lib/foundation/typed-form.ts";

/** What a person answered with a decision, under the questions they were asked. */
export function FilledIn({
  fields,
  answers,
}: {
  fields: readonly FormField[];
  answers: FormAnswers | undefined;
}) {
  const t = useTranslations("inbox");
  const entries = Object.entries(answers ?? {});
  if (entries.length === 0) return null;
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2" data-testid="approval-answers">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt className="text-muted text-xs">{fields.find((field) => field.name === name)?.label ?? name}</dt>
          <dd className="whitespace-pre-wrap break-words">
            {typeof value === "boolean" ? (value ? t("yes") : t("no")) : String(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
