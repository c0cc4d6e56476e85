import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** What a failure says to a person, whatever was thrown. */
export type ReadableError = { code: string; message: string; details: { path: string; message: string }[] };

/** Reads an AppError, the body `{ error }` of a response, or anything else thrown. */
export function readError(caught: unknown): ReadableError {
  const body = typeof caught === "object" && caught !== null && "error" in caught ? caught.error : caught;
  if (typeof body !== "object" || body === null) {
    return { code: "internal", message: "Something went wrong. Try again.", details: [] };
  }
  if (body instanceof TypeError) {
    return {
      code: "unavailable",
      message: "The server cannot be reached. Check that it runs, then try again.",
      details: [],
    };
  }
  const code = "code" in body && typeof body.code === "string" ? body.code : "internal";
  const message =
    "message" in body && typeof body.message === "string" ? body.message : "Something went wrong. Try again.";
  const details = "details" in body && Array.isArray(body.details) ? body.details : [];
  return { code, message, details };
}

/** What happened and what to do, in place of what should be here. */
export function ErrorNotice({
  error,
  title = "This could not be done",
  onRetry,
  children,
}: {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  children?: ReactNode;
}) {
  const { code, message, details } = readError(error);
  return (
    <div role="alert" className="flex gap-3 rounded-lg border border-failed bg-failed-soft px-4 py-3 text-sm">
      <Icon name="circle-alert" size={18} className="mt-px text-failed" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="break-words">{message}</p>
        {details.length > 0 && (
          <ul className="mt-1 list-disc pl-4 text-xs">
            {details.map((detail) => (
              <li key={`${detail.path} ${detail.message}`}>
                {detail.path && <code className="mr-1">{detail.path}</code>}
                {detail.message}
              </li>
            ))}
          </ul>
        )}
        <div className="mt-2 flex items-center gap-3 empty:hidden">
          {onRetry && (
            <Button size="sm" icon="rotate-ccw" onClick={onRetry}>
              Try again
            </Button>
          )}
          {children}
        </div>
      </div>
      {code && <code className="text-muted">{code}</code>}
    </div>
  );
}
