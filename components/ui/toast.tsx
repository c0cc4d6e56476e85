"use client";

import { Toaster as Base, toast } from "sonner";
import { useTranslations } from "use-intl";
import { FailureText } from "./error-notice.tsx";
import { readError } from "./read-error.ts";

/** The corner where short messages appear. */
export function Toaster() {
  return (
    <Base
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "floating flex w-[356px] items-start gap-2.5 px-4 py-3 text-sm text-text",
          title: "font-medium",
          description: "text-muted text-xs",
          actionButton: "ml-auto rounded-md border border-line px-2 py-1 text-xs font-medium hover:bg-hover",
          error: "!border-failed",
        },
      }}
    />
  );
}

function UndoWord() {
  return useTranslations("ui")("undo");
}

/** Says that something worked; `undo` offers the way back. */
export function showDone(message: string, undo?: () => void): void {
  toast.success(message, undo ? { action: { label: <UndoWord />, onClick: undo } } : undefined);
}

/** Says that something failed, in the words of the error itself. */
export function showFailure(caught: unknown): void {
  const { details } = readError(caught);
  toast.error(<FailureText error={caught} />, {
    description: details.map((detail) => detail.message).join(" ") || undefined,
  });
}
