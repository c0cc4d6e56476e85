"use client";

import { useQuery } from "@tanstack/react-query";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { experimentContracts } from "#lib/api/contracts/experiments.ts";

/** An experiment with its figures, as the API answers it. */
export type Experiment = CallOutput<typeof experimentContracts.get>;
/** One variant's figures. */
export type VariantFigures = Experiment["results"]["variants"][number];

/** What changes when an experiment does. */
export const experimentKeys = {
  all: ["experiments"] as const,
  ofBlueprint: (id: string) => ["experiments", "blueprint", id] as const,
  one: (id: string) => ["experiments", id] as const,
};

const whileRunningMs = 5000;

/** The rounds of a blueprint's experiments, newest first. */
export function useExperiments(blueprintId: string) {
  return useQuery({
    queryKey: experimentKeys.ofBlueprint(blueprintId),
    queryFn: ({ signal }) => callApi(experimentContracts.list, { query: { blueprintId, limit: 50 }, signal }),
  });
}

/** One experiment, read again while contacts come in. */
export function useExperiment(id: string) {
  return useQuery({
    queryKey: experimentKeys.one(id),
    queryFn: ({ signal }) => callApi(experimentContracts.get, { params: { id }, signal }),
    refetchInterval: (query) => (query.state.data?.status === "running" ? whileRunningMs : false),
  });
}
