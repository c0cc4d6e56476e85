"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { later } from "#components/ui/later.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { CitedPassage } from "#lib/run-events/events.ts";

/** A passage as far as the reader may see it: a contact sees neither its data set nor its scores. */
type ShownPassage = Pick<CitedPassage, "marker" | "title" | "text"> &
  Partial<Pick<CitedPassage, "dataset" | "heading" | "confidence">>;

const AnswerMarkdown = later(
  async () => (await import("./answer-markdown.tsx")).AnswerMarkdown,
  // The words first, their looks a moment later.
  ({ text }) => <div className="whitespace-pre-wrap break-words text-base">{text}</div>,
  { quiet: true },
);

/** An answer as Markdown: no raw HTML, no pictures, links only to the web; `[n]` opens the passage cited. */
export function AnswerText({
  text,
  citations,
  streaming = false,
}: {
  text: string;
  citations: readonly ShownPassage[];
  streaming?: boolean;
}) {
  const t = useTranslations("chat");
  const [marker, setMarker] = useState<number | null>(null);
  const chosen = citations.find((passage) => passage.marker === marker);
  const markers = new Set(citations.map((passage) => passage.marker));
  return (
    <>
      <AnswerMarkdown text={text} markers={markers} streaming={streaming} onOpen={setMarker} />
      <Sheet
        title={chosen?.title ?? t("passage")}
        open={chosen !== undefined}
        onOpenChange={(open) => !open && setMarker(null)}
      >
        {chosen && (
          <article className="flex flex-col gap-3">
            {chosen.confidence !== undefined && (
              <p className="text-muted text-xs">
                {chosen.dataset}
                {chosen.heading && ` · ${chosen.heading}`} ·{" "}
                {t("confidence", { percent: Math.round(chosen.confidence * 100) })}
              </p>
            )}
            <blockquote className="whitespace-pre-wrap border-role-knowledge border-l-2 pl-3 text-base">
              {chosen.text}
            </blockquote>
          </article>
        )}
      </Sheet>
    </>
  );
}
