"use client";

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { readError } from "#components/ui/read-error.ts";
import { Toaster } from "#components/ui/toast.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";

const finalCodes = ["unauthenticated", "forbidden", "not_found", "invalid_input"];

/** A session that ended under an open page leads to the sign-in page, and back afterwards. */
function leaveWhenSignedOut(error: unknown): void {
  if (readError(error).code !== "unauthenticated") return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname)}`);
}

/** What every page may count on: server data, tooltips, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
        defaultOptions: {
          queries: {
            staleTime: 5_000,
            retry: (count, error) => count < 1 && !finalCodes.includes(readError(error).code),
          },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider>
        {children}
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
