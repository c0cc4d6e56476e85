"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Input } from "#components/ui/input.tsx";
import { asText, type ControlProps } from "../control-props.ts";

/** A number with its unit; empty is null where that is allowed. */
export function NumberControl({ control, value, onChange, nullable }: ControlProps) {
  const t = useTranslations("inspector");
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() === "") {
      if (nullable) onChange(null);
      return;
    }
    const number = Number(text.replace(",", "."));
    if (!Number.isNaN(number)) onChange(number);
  };
  return (
    <div className="flex items-center gap-2">
      <Input
        inputMode="decimal"
        className="tabular-nums"
        value={typed ?? asText(value)}
        placeholder={control.placeholder ?? (nullable ? t("none") : undefined)}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setTyped(null)}
      />
      {control.unit && <span className="shrink-0 text-muted">{control.unit}</span>}
    </div>
  );
}
