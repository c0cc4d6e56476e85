"use client";

import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";

/** A document to download; in the hosted chat `onClick` fetches it with the conversation's key. */
export function DocumentChip({
  name,
  size,
  href,
  onClick,
}: {
  name: string;
  size: number;
  href?: string;
  onClick?: () => void;
}) {
  const t = useTranslations("chat");
  const looks =
    "inline-flex min-h-8 max-w-full items-center gap-2 rounded-md border border-line bg-panel px-2.5 text-sm hover:border-accent";
  const inside = (
    <>
      <Icon name="file-text" size={14} className="shrink-0 text-role-knowledge" />
      <span className="truncate">{name}</span>
      <span className="whitespace-nowrap text-muted text-xs tabular-nums">{inWords(size)}</span>
      <Icon name="download" size={14} className="shrink-0 text-muted" />
    </>
  );
  if (href !== undefined)
    return (
      <a
        href={href}
        download
        data-testid="document-chip"
        aria-label={t("download", { name })}
        className={looks}
      >
        {inside}
      </a>
    );
  return (
    <button
      type="button"
      data-testid="document-chip"
      aria-label={t("download", { name })}
      onClick={onClick}
      className={looks}
    >
      {inside}
    </button>
  );
}

function inWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
