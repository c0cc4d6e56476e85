"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";

/** The first message of each case of a blueprint's newest suites, to be tried by hand. */
export function useCaseTexts(blueprintId: string): { id: string; title: string; text: string }[] {
  const found = useQuery({
    queryKey: ["suites", "case-texts", blueprintId],
    queryFn: async () => {
      const suites = await callApi(suiteContracts.list, { query: { blueprintId, limit: 4 } });
      const cases = await Promise.all(
        suites.items.map(({ id }) => callApi(suiteContracts.cases, { params: { id }, query: { limit: 50 } })),
      );
      return cases.flatMap(({ items }) =>
        items.flatMap(({ id, title, messages: [text] }) => (text ? [{ id, title, text }] : [])),
      );
    },
    staleTime: 60_000,
  });
  return found.data ?? [];
}
