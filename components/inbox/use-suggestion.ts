import { useMutation } from "@tanstack/react-query";
import { callApi } from "#lib/api/client.ts";
import { handoffContracts } from "#lib/api/contracts/handoffs.ts";

/** Asks for a reply and gives its text without the source numbers, which mean nothing to the contact. */
export function useSuggestion(id: string, fill: (text: string) => void) {
  return useMutation({
    mutationFn: () => callApi(handoffContracts.suggest, { params: { id } }),
    onSuccess: ({ text }) => fill(text.replace(/\s*\[\d{1,4}\]/g, "")),
  });
}
