"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { readError } from "./read-error.ts";
import { useFailureWords } from "./use-failure-words.ts";

/**
 * What an error says. Errors come in English; in another language the code is explained in it,
 * and what the server said stands below.
 */
export function FailureText({ error }: { error: unknown }) {
  const { words, original } = useFailureWords()(error);
  return (
    <>
      <p className="break-words">{words}</p>
      {original && (
        <p lang="en" className="break-words text-muted text-xs">
          {original}
        </p>
      )}
    </>
  );
}

/** What happened and what to do, in place of what should be here. */
export function ErrorNotice({
  error,
  title,
  onRetry,
  children,
}: {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  children?: ReactNode;
}) {
  const t = useTranslations("ui");
  const { code, details } = readError(error);
  // What is not there does not come by asking again.
  const mayRetry = onRetry !== undefined && code !== "not_found";
  return (
    <div
      role="alert"
      className="flex flex-wrap gap-x-3 gap-y-1 rounded-lg border border-failed bg-failed-soft px-4 py-3 text-sm"
    >
      <Icon name="circle-alert" size={18} className="mt-px text-failed" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{title ?? t("thisCouldNotBeDone")}</p>
        <FailureText error={error} />
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
          {mayRetry && (
            <Button size="sm" icon="rotate-ccw" onClick={onRetry}>
              {t("tryAgain")}
            </Button>
          )}
          {children}
        </div>
      </div>
      {code && <code className="ml-[30px] text-muted">{code}</code>}
    </div>
  );
}
