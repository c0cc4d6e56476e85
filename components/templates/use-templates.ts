"use client";

import { useQuery } from "@tanstack/react-query";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { templateContracts } from "#lib/api/contracts/templates.ts";

/** A template as the gallery shows it. */
export type TemplateSummary = CallOutput<typeof templateContracts.list>["items"][number];

/** All templates; they change only with the build. */
export function useTemplates() {
  return useQuery({
    queryKey: ["templates"],
    queryFn: () => callApi(templateContracts.list),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
