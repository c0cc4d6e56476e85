"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { modelOptions } from "./model-options.ts";
import { useModels } from "./use-models.ts";

const byName = "by-name";

/**
 * Picks a model of a usable provider, or any by its name. `lead` are choices that are no models, such as tiers; their
 * values come back like a model's.
 */
export function ModelSelect({
  value,
  onChange,
  use = "chat",
  lead = [],
  label,
}: {
  value: string;
  onChange: (value: string) => void;
  use?: "chat" | "embedding";
  lead?: readonly SelectOption[];
  label?: string | undefined;
}) {
  const t = useTranslations("models");
  const offered = useModels();
  const listed = modelOptions(t, offered.data, use);
  const [isNaming, setNaming] = useState(false);
  const isListed = [...lead, ...listed].some((option) => option.value === value);
  const options = [
    ...lead,
    ...(isListed || value === "" ? [] : [{ value, label: value, group: t("chosenByName") }]),
    ...listed,
    { value: byName, label: t("oneModelByName"), group: t("anyOther") },
  ];
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      <Select
        aria-label={label}
        options={options}
        value={isNaming ? byName : value === "" ? null : value}
        onChange={(next) => {
          setNaming(next === byName);
          if (next !== byName) onChange(next);
        }}
      />
      {isNaming && (
        // A field of its own: inside the outer one the input would take over the select's label.
        <Field label={t("providerAndModel")}>
          <Input
            mono
            placeholder="provider/model"
            defaultValue={lead.some((option) => option.value === value) ? "" : value}
            onChange={(event) => onChange(event.target.value.trim())}
          />
        </Field>
      )}
      {offered.isError && <p className="text-failed text-xs">{t("theModelsCouldNotBe")}</p>}
    </div>
  );
}
