"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { handoffContracts } from "#lib/api/contracts/handoffs.ts";

type Work = { does: "claim" } | { does: "release" } | { does: "say" | "return" | "close"; text: string };

const done: Partial<Record<Work["does"], string>> = {
  release: "Back in the queue.",
  return: "The agent goes on with your word.",
  close: "Closed. The conversation ends with what you said.",
};

/** What one can do about a conversation handed to a person; the inbox is read again after each. */
export function useHandoffWork(id: string) {
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
      if (word) showDone(word);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["inbox"] }),
  });
}
