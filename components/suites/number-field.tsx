"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** A number that is taken over when the field is left. */
export function NumberField({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: number;
  error: string | null;
  onChange: (value: number) => void;
}) {
  return (
    <Field label={label} error={error}>
      <Input
        inputMode="decimal"
        className="tabular-nums"
        defaultValue={value}
        onBlur={(event) => onChange(Math.max(0, Number(event.target.value) || 0))}
      />
    </Field>
  );
}
