"use client";

import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** What makes the next test runs differ from real ones: where they begin and whose results stand in for calls. */
export function TestOptions({
  beginsAt,
  pinned,
  onBeginAtStart,
  onUnpin,
}: {
  /** The title of the node the next run begins at; null for the trigger. */
  beginsAt: string | null;
  pinned: readonly { id: string; title: string }[];
  onBeginAtStart: () => void;
  onUnpin: (nodeId: string) => void;
}) {
  const t = useTranslations("chat");
  if (beginsAt === null && pinned.length === 0) return null;
  return (
    <ul aria-label={t("pins.options")} className="mx-3 -mb-1 flex flex-wrap gap-1.5">
      {beginsAt !== null && (
        <Option
          icon="play"
          text={t("pins.beginsAt", { title: beginsAt })}
          remove={t("pins.beginAtStart")}
          onRemove={onBeginAtStart}
        />
      )}
      {pinned.map(({ id, title }) => (
        <Option
          key={id}
          icon="pin"
          text={t("pins.pinned", { title })}
          remove={t("pins.unpinOne", { title })}
          onRemove={() => onUnpin(id)}
        />
      ))}
    </ul>
  );
}

function Option({
  icon,
  text,
  remove,
  onRemove,
}: {
  icon: IconName;
  text: string;
  remove: string;
  onRemove: () => void;
}) {
  return (
    <li className="flex h-7 max-w-full items-center gap-1.5 rounded-full border border-line bg-panel pr-0.5 pl-2.5 text-xs">
      <Icon name={icon} size={13} className="shrink-0 text-muted" />
      <span className="truncate">{text}</span>
      <IconButton icon="x" label={remove} size={24} onClick={onRemove} />
    </li>
  );
}
