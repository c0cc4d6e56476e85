"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useChangeWorkspace } from "#components/settings/use-change-workspace.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { readError } from "#components/ui/read-error.ts";
import { callApi } from "#lib/api/client.ts";
import { readWorkspaceContract } from "#lib/api/contracts/workspaces.ts";

/** Where the days, weeks and months of the budgets begin. */
export function TimeZoneForm() {
  const t = useTranslations("budgets");
  const { data } = useQuery({ queryKey: ["workspace"], queryFn: () => callApi(readWorkspaceContract) });
  const save = useChangeWorkspace(t("timeZoneSaved"));
  if (!data) return null;
  const { timeZone } = data.settings;
  const problem = save.isError
    ? (readError(save.error).details[0]?.message ?? readError(save.error).message)
    : null;
  return (
    <Field label={t("timeZone")} hint={t("timeZoneHint")} error={problem} className="w-full max-w-xs">
      <Input
        key={timeZone}
        defaultValue={timeZone}
        list="time-zones"
        disabled={data.role !== "owner" || save.isPending}
        onBlur={(event) => {
          const zone = event.target.value.trim();
          if (zone !== timeZone) save.mutate({ settings: { timeZone: zone } });
        }}
      />
      <datalist id="time-zones">
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </Field>
  );
}
