"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Translate } from "#lib/translations/translate.ts";

/** Arguments as a person edits them: each value as text. */
export type ArgumentTexts = Record<string, string>;

/** The arguments of an action as an object, or nothing where they are something else. */
export function argumentsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Shows a value as text one can edit; anything but text is written as JSON. */
export function argumentText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Reads the texts back in the type each value had; text that no longer fits is an error by name. */
export function readArguments(
  before: Record<string, unknown>,
  texts: ArgumentTexts,
  t: Translate<"inbox">,
): { values: Record<string, unknown>; problems: Record<string, string> } {
  const values: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const [name, value] of Object.entries(before)) {
    const text = texts[name] ?? argumentText(value);
    if (typeof value === "string") values[name] = text;
    else {
      try {
        const parsed: unknown = JSON.parse(text);
        if (typeof value === "number" && typeof parsed !== "number") problems[name] = t("giveANumber");
        values[name] = parsed;
      } catch {
        problems[name] = typeof value === "number" ? t("giveANumber") : t("giveValidJson");
      }
    }
  }
  return { values, problems };
}

/** One field for each argument. */
export function ArgumentFields({
  before,
  texts,
  problems,
  onChange,
}: {
  before: Record<string, unknown>;
  texts: ArgumentTexts;
  problems: Record<string, string>;
  onChange: (texts: ArgumentTexts) => void;
}) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {Object.entries(before).map(([name, value]) => {
        const text = texts[name] ?? argumentText(value);
        const long = text.length > 60 || (typeof value === "object" && value !== null);
        const change = (event: { target: { value: string } }) =>
          onChange({ ...texts, [name]: event.target.value });
        return (
          <Field key={name} label={name} error={problems[name]} className={long ? "sm:col-span-2" : ""}>
            {long ? (
              <Textarea value={text} onChange={change} mono={typeof value !== "string"} />
            ) : (
              <Input
                value={text}
                onChange={change}
                inputMode={typeof value === "number" ? "decimal" : undefined}
              />
            )}
          </Field>
        );
      })}
    </div>
  );
}
