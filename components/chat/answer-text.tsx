"use client";

import { useState } from "react";
import { defaultRehypePlugins, Streamdown } from "streamdown";
import { useTranslations } from "use-intl";
import { Sheet } from "#components/ui/sheet.tsx";
import type { CitedPassage } from "#lib/run-events/events.ts";

/** A passage as far as the reader may see it: a contact sees neither its data set nor its scores. */
type ShownPassage = Pick<CitedPassage, "marker" | "title" | "text"> &
  Partial<Pick<CitedPassage, "dataset" | "heading" | "confidence">>;

const { raw: _rawHtml, ...rehypePlugins } = defaultRehypePlugins;
// An address nobody can own, so that the link filter lets it pass and no real link is mistaken for it.
const citationPath = "https://citation.invalid/";

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
  const linked = text.replace(/\[(\d{1,3})\](?![(:])/g, (whole, digits: string) =>
    markers.has(Number(digits)) ? `[${digits}](${citationPath}${digits})` : whole,
  );
  return (
    <>
      <Streamdown
        mode={streaming ? "streaming" : "static"}
        controls={false}
        rehypePlugins={Object.values(rehypePlugins)}
        className="break-words text-base [&_code]:rounded-sm [&_code]:bg-hover [&_code]:px-1 [&_ol]:list-decimal [&_ol]:pl-5 [&_p+p]:mt-3 [&_ul]:list-disc [&_ul]:pl-5"
        components={{
          img: ({ alt }) => <span className="text-muted">{alt}</span>,
          a: ({ href, children }) => {
            const at = href?.indexOf(citationPath) ?? -1;
            const cited = at < 0 ? Number.NaN : Number(href?.slice(at + citationPath.length));
            if (markers.has(cited)) return <CitationChip marker={cited} onOpen={setMarker} />;
            if (!href || !/^(https?:|mailto:)/i.test(href)) return <span>{children}</span>;
            return (
              <a
                href={href}
                target="_blank"
                rel="noopener noreferrer nofollow"
                className="text-accent underline underline-offset-2"
              >
                {children}
              </a>
            );
          },
        }}
      >
        {linked}
      </Streamdown>
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

function CitationChip({ marker, onOpen }: { marker: number; onOpen: (marker: number) => void }) {
  const t = useTranslations("chat");
  return (
    <button
      type="button"
      data-testid={`citation-${marker}`}
      aria-label={t("openSource", { marker })}
      onClick={() => onOpen(marker)}
      className="mx-0.5 inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-ground px-1 align-baseline text-accent text-xs tabular-nums hover:border-accent hover:bg-accent-soft"
    >
      {marker}
    </button>
  );
}
