"use client";

import { defaultRehypePlugins, Streamdown } from "streamdown";
import { useTranslations } from "use-intl";

const { raw: _rawHtml, ...rehypePlugins } = defaultRehypePlugins;
// An address nobody can own, so that the link filter lets it pass and no real link is mistaken for it.
const citationPath = "https://citation.invalid/";

/** Markdown with chips for what is cited: no raw HTML, no pictures, links only to the web. */
export function AnswerMarkdown({
  text,
  markers,
  streaming,
  onOpen,
}: {
  text: string;
  markers: ReadonlySet<number>;
  streaming: boolean;
  onOpen: (marker: number) => void;
}) {
  const linked = text.replace(/\[(\d{1,3})\](?![(:])/g, (whole, digits: string) =>
    markers.has(Number(digits)) ? `[${digits}](${citationPath}${digits})` : whole,
  );
  return (
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
          if (markers.has(cited)) return <CitationChip marker={cited} onOpen={onOpen} />;
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
