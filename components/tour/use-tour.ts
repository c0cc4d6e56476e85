"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { showFailure } from "#components/ui/toast.tsx";
import type { TourProgress } from "#lib/access/tour-progress.ts";
import { callApi } from "#lib/api/client.ts";
import { tourContracts } from "#lib/api/contracts/tour.ts";

const queryKey = ["tour"];

/** Where this person stands in the tour, kept on the server, and the ways to change that. */
export function useTour() {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey,
    queryFn: () => callApi(tourContracts.read),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const keep = (tour: TourProgress) => client.setQueryData(queryKey, { tour });
  const move = useMutation({
    mutationFn: (to: Pick<TourProgress, "status" | "step">) =>
      callApi(tourContracts.move, { body: to, keepalive: true }),
    onError: showFailure,
  });
  const start = useMutation({
    mutationFn: () => callApi(tourContracts.start, { headers: { "idempotency-key": crypto.randomUUID() } }),
    onSuccess: ({ tour }) => {
      keep(tour);
      void client.invalidateQueries({ queryKey: ["blueprints"] });
    },
    onError: showFailure,
  });
  return {
    tour: data?.tour ?? null,
    starting: start.isPending,
    /** Begins anew; `then` gets the blueprint to go to. */
    start: (then: (blueprintId: string) => void) =>
      start.mutate(undefined, { onSuccess: ({ tour }) => then(tour.blueprintId) }),
    /** Shown at once, remembered behind it. */
    move: (to: Pick<TourProgress, "status" | "step">) => {
      if (!data?.tour) return;
      keep({ ...data.tour, ...to });
      move.mutate(to);
    },
  };
}
