"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import { QueryView } from "#components/ui/query-view.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { getDocumentByIdContract } from "#lib/api/contracts/datasets.ts";

/** A document with its passages, read beside the page; the passage cited is marked and scrolled to. */
export function DocumentSheet({
  documentId,
  passageId,
  onClose,
}: {
  documentId: string | null;
  passageId?: string;
  onClose: () => void;
}) {
  const t = useTranslations("datasets");
  const marked = useRef<HTMLElement>(null);
  const query = useQuery({
    queryKey: ["documents", documentId],
    queryFn: () => callApi(getDocumentByIdContract, { params: { documentId: documentId ?? "" } }),
    enabled: documentId !== null,
  });
  const hasData = query.data !== undefined;
  useEffect(() => {
    if (hasData && passageId) marked.current?.scrollIntoView({ block: "center" });
  }, [hasData, passageId]);
  return (
    <Sheet
      title={query.data?.title ?? t("document")}
      open={documentId !== null}
      onOpenChange={(open) => !open && onClose()}
    >
      <QueryView query={query} failed={t("theDocumentCouldNotBe")} loading={<Skeleton className="h-64" />}>
        {(document) => (
          <div className="flex flex-col gap-2">
            {document.passages.map((passage) => {
              const isCited = passage.id === passageId;
              return (
                <section
                  key={passage.id}
                  ref={isCited ? marked : undefined}
                  className={classNames(
                    "rounded-md border p-3",
                    isCited ? "border-role-knowledge bg-[var(--role-knowledge-soft)]" : "border-line",
                  )}
                >
                  <h3 className="flex justify-between gap-3 text-muted text-xs">
                    <span>{passage.heading}</span>
                    <span className="tabular-nums">{passage.ordinal + 1}</span>
                  </h3>
                  <p className="whitespace-pre-wrap break-words">{passage.text}</p>
                </section>
              );
            })}
          </div>
        )}
      </QueryView>
    </Sheet>
  );
}
