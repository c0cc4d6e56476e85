"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Select } from "#components/ui/select.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";

const any = "any";

/** Chooses the one blueprint whose runs are shown, or all. */
export function BlueprintFilter({
  chosen,
  onChoose,
}: {
  chosen: string | null;
  onChoose: (id: string | null) => void;
}) {
  const t = useTranslations("runList");
  const query = useQuery({
    queryKey: ["blueprints", "names"],
    queryFn: () => callApi(blueprintContracts.list, { query: { limit: 100 } }),
  });
  const known = (query.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  // A link may name one that is older than the list reaches, or gone.
  const missing =
    chosen !== null && query.data && !known.some(({ value }) => value === chosen)
      ? [{ value: chosen, label: t("anotherBlueprint") }]
      : [];
  return (
    <Select
      className="w-48 max-sm:w-32"
      aria-label={t("blueprint")}
      options={[{ value: any, label: t("anyBlueprint") }, ...known, ...missing]}
      value={chosen ?? any}
      onChange={(value) => onChoose(value === any ? null : value)}
    />
  );
}
