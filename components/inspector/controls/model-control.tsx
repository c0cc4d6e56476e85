"use client";

import { ModelSelect } from "#components/models/model-select.tsx";
import { asText, type ControlProps } from "../control-props.ts";

const tiers = [
  { value: "fast", label: "Fast tier" },
  { value: "standard", label: "Standard tier" },
  { value: "frontier", label: "Frontier tier" },
] as const;

/** A tier, or one model. */
export function ModelControl({ value, onChange, nullable }: ControlProps) {
  return <ModelInput value={value === null ? null : asText(value)} onChange={onChange} nullable={nullable} />;
}

/** The input of {@link ModelControl}, for lists of models. */
export function ModelInput({
  value,
  onChange,
  nullable = false,
  label,
}: {
  value: string | null;
  onChange: (value: string | null) => void;
  nullable?: boolean;
  label?: string;
}) {
  const lead = [...(nullable ? [{ value: "none", label: "The model above" }] : []), ...tiers];
  return (
    <ModelSelect
      label={label}
      lead={lead}
      value={value ?? "none"}
      onChange={(next) => onChange(next === "none" ? null : next)}
    />
  );
}
