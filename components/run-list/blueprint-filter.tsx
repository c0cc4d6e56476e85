"use client";

import { useQuery } from "@tanstack/react-query";
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
  const query = useQuery({
    queryKey: ["blueprints", "names"],
    queryFn: () => callApi(blueprintContracts.list, { query: { limit: 100 } }),
  });
  const known = (query.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  // A link may name one that is older than the list reaches, or gone.
  const missing =
    chosen !== null && query.data && !known.some(({ value }) => value === chosen)
      ? [{ value: chosen, label: "Another blueprint" }]
      : [];
  return (
    <Select
      className="w-48 max-sm:w-32"
      aria-label="Blueprint"
      options={[{ value: any, label: "Any blueprint" }, ...known, ...missing]}
      value={chosen ?? any}
      onChange={(value) => onChoose(value === any ? null : value)}
    />
  );
}
