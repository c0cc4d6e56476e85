"use client";

import { useQuery } from "@tanstack/react-query";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { Translate } from "#lib/translations/translate.ts";

/** A suite as the API answers it. */
export type Suite = CallOutput<typeof suiteContracts.get>;
/** A run of a suite with its results. */
export type SuiteRun = CallOutput<typeof suiteContracts.getRun>;
/** A run of a suite with its score alone. */
export type SuiteRunSummary = CallOutput<typeof suiteContracts.runs>["items"][number];
/** How one case went. */
export type SuiteResult = SuiteRun["results"][number];
/** A case with its id. */
export type StoredCase = CallOutput<typeof suiteContracts.cases>["items"][number];
/** Passed and failed, with the share. */
export type PassRate = SuiteRunSummary["score"]["overall"];

/** What changes when suites of a blueprint do. */
export const suiteKeys = {
  all: ["suites"] as const,
  ofBlueprint: (id: string) => ["suites", "blueprint", id] as const,
  cases: (id: string) => ["suites", id, "cases"] as const,
  runs: (id: string) => ["suites", id, "runs"] as const,
  history: (id: string) => ["suites", id, "history"] as const,
  run: (id: string) => ["suites", "run", id] as const,
};

const whileRunningMs = 700;

/** The suites of a blueprint; looked at again while one runs. */
export function useSuites(blueprintId: string) {
  return useQuery({
    queryKey: suiteKeys.ofBlueprint(blueprintId),
    queryFn: ({ signal }) => callApi(suiteContracts.list, { query: { blueprintId, limit: 200 }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((suite) => suite.latest?.status === "running") ? whileRunningMs : false,
  });
}

/** One suite run, live until it has ended. */
export function useSuiteRun(id: string | null) {
  return useQuery({
    queryKey: suiteKeys.run(id ?? ""),
    enabled: id !== null,
    queryFn: ({ signal }) => callApi(suiteContracts.getRun, { params: { id: id ?? "" }, signal }),
    // The more there is to read, the less often it is read.
    refetchInterval: ({ state }) =>
      state.data?.status === "running" ? whileRunningMs + state.data.score.total * 10 : false,
  });
}

/** What a suite run tested, in a word. */
export function versionWord(version: number | null, t: Translate<"suites">): string {
  return version === null ? t("draft") : `v${version}`;
}
