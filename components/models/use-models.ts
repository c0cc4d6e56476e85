"use client";

import { useQuery } from "@tanstack/react-query";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { listModelsContract } from "#lib/api/contracts/models.ts";

/** Providers and models as the API lists them. */
export type OfferedModels = CallOutput<typeof listModelsContract>;

/** What one can choose from; asked again after a while, because own endpoints load and unload models. */
export function useModels() {
  return useQuery({
    queryKey: ["models"],
    queryFn: () => callApi(listModelsContract),
    staleTime: 30_000,
  });
}
