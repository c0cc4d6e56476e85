"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "#lib/api/client.ts";
import { listMembersContract } from "#lib/api/contracts/members.ts";

/** The members of the workspace by name, each as they can be mentioned. */
export function useColleagues() {
  const query = useQuery({
    queryKey: ["members", "names"],
    queryFn: ({ signal }) => callApi(listMembersContract, { signal }),
    staleTime: 60_000,
  });
  return (query.data?.items ?? []).map(({ userId, name, email, role }) => ({
    userId,
    role,
    name: name || email,
  }));
}
