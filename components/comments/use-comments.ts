"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { commentContracts } from "#lib/api/contracts/comments.ts";

/** A comment as the page shows it. */
export type Comment = CallOutput<typeof commentContracts.list>["items"][number];

const keyOf = (runId: string) => ["comments", runId];

/** What was said about a run and who looks after it, kept up to date while the page is open. */
export function useComments(runId: string) {
  return useQuery({
    queryKey: keyOf(runId),
    queryFn: ({ signal }) => callApi(commentContracts.list, { params: { id: runId }, signal }),
    refetchInterval: 5_000,
  });
}

/** Writes a comment on a run or a step of it. */
export function useWriteComment(runId: string, step: number | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) =>
      callApi(commentContracts.write, {
        params: { id: runId },
        body: { text, ...(step === null ? {} : { step }) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(runId) }),
  });
}

/** Changes a comment, or erases it where the text is null. */
export function useRewriteComment(comment: Comment) {
  const client = useQueryClient();
  const params = { id: comment.id };
  return useMutation({
    mutationFn: (text: string | null) =>
      text === null
        ? callApi(commentContracts.erase, { params })
        : callApi(commentContracts.edit, { params, body: { text } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(comment.runId) }),
  });
}

/** Gives the run to a member, or to nobody. */
export function useAssign(runId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (userId: string | null) =>
      callApi(commentContracts.assign, { params: { id: runId }, body: { userId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(runId) }),
  });
}
