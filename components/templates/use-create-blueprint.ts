"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type CallInput, callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";

type NewBlueprint = NonNullable<CallInput<typeof blueprintContracts.create>["body"]>;

/** Makes a blueprint and opens it; `busyWith` is the template under way. */
export function useCreateBlueprint() {
  const router = useRouter();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (body: NewBlueprint) => callApi(blueprintContracts.create, { body }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["blueprints"] });
      router.push(`/blueprints/${made.id}`);
    },
  });
  const busy = create.isPending || create.isSuccess;
  return { create, busy, busyWith: busy ? create.variables?.template : undefined };
}
