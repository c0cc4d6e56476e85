"use client";

import { useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { asText, type ControlProps } from "../control-props.ts";

const tiers = [
  { value: "fast", label: "Fast tier" },
  { value: "standard", label: "Standard tier" },
  { value: "frontier", label: "Frontier tier" },
] as const;

/** A tier, or one model by its name. */
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
  const isTier = value !== null && tiers.some((tier) => tier.value === value);
  const [named, setNamed] = useState(value !== null && !isTier);
  const options = [
    ...(nullable ? [{ value: "none", label: "The model above" }] : []),
    ...tiers,
    { value: "named", label: "One model by name…" },
  ];
  const shown = named ? "named" : (value ?? "none");
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      <Select
        aria-label={label}
        options={options}
        value={shown}
        onChange={(next) => {
          setNamed(next === "named");
          if (next !== "named") onChange(next === "none" ? null : next);
        }}
      />
      {named && (
        <Input
          mono
          aria-label="Provider and model"
          placeholder="provider/model"
          value={isTier ? "" : (value ?? "")}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  );
}
