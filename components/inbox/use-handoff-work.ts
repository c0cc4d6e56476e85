"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { handoffContracts } from "#lib/api/contracts/handoffs.ts";

type Work = { does: "claim" } | { does: "release" } | { does: "say" | "return" | "close"; text: string };

const done = {
  claim: null,
  say: null,
  release: "backInTheQueue",
  return: "theAgentGoesOn",
  close: "closedWithYourWord",
} as const satisfies Record<Work["does"], string | null>;

/** What one can do about a conversation handed to a person; the inbox is read again after each. */
export function useHandoffWork(id: string) {
  const t = useTranslations("inbox");
  const client = useQueryClient();
  const params = { id };
  return useMutation({
    mutationFn: (work: Work) => {
      if (work.does === "claim") return callApi(handoffContracts.claim, { params });
      if (work.does === "release") return callApi(handoffContracts.release, { params });
      if (work.does === "say") return callApi(handoffContracts.say, { params, body: { text: work.text } });
      if (work.does === "return")
        return callApi(handoffContracts.answer, { params, body: { reply: work.text } });
      const reply = work.text.trim() === "" ? {} : { reply: work.text };
      return callApi(handoffContracts.answer, { params, body: { close: true, ...reply } });
    },
    onSuccess: (_, work) => {
      const word = done[work.does];
      if (word) showDone(t(word));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["inbox"] }),
  });
}
