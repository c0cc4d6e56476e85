"use client";

import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "#lib/api/client.ts";
import { type Notice, noticeContracts } from "#lib/api/contracts/notices.ts";

/** The newest notices for whoever is signed in; the bell and the inbox share them. */
export function useNotices(): UseQueryResult<{ items: Notice[]; unread: number }, Error> {
  return useQuery({
    queryKey: ["notices"],
    queryFn: () => callApi(noticeContracts.list, { query: { limit: 50 } }),
    refetchInterval: 10_000,
  });
}

/** Marks notices read, all of them without ids. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | undefined) =>
      callApi(noticeContracts.markRead, { body: ids === undefined ? {} : { ids } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["notices"] }),
  });
}
