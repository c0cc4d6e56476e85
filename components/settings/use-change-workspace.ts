"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { showDone } from "#components/ui/toast.tsx";
import { type CallInput, callApi } from "#lib/api/client.ts";
import { changeWorkspaceContract } from "#lib/api/contracts/workspaces.ts";

/** Saves a change of the workspace, says `done`, and has every page show it. */
export function useChangeWorkspace(done: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<typeof changeWorkspaceContract>["body"]) =>
      callApi(changeWorkspaceContract, { body }),
    onSuccess: async () => {
      showDone(done);
      await Promise.all(
        [["workspace"], ["workspaces"]].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });
}
