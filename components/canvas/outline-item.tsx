"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, type MenuEntry } from "#components/ui/menu.tsx";
import type { Frame } from "#lib/blueprint/frames.ts";
import type { OutlineRow } from "#lib/blueprint/outline.ts";
import { pinOf } from "#lib/blueprint/pins.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { IssueMark } from "./card/issue-mark.tsx";
import { VersionPin } from "./card/version-pin.tsx";
import { changeCountWords } from "./commands/count-words.ts";
import { hueColor } from "./hues.ts";
import type { NodeFace } from "./node-face.ts";
import { useFaceOf } from "./use-face-of.ts";

type Actions = Record<"rename" | "connect" | "up" | "down" | "remove", () => void>;

/** One row of the outline: fold, face, what it is to its parent, problems, and a menu with every action. */
export function OutlineItem({
  row,
  testId,
  place,
  of,
  closed,
  selected,
  tabbable,
  renaming,
  onFocus,
  onKeyDown,
  onFold,
  onOpen,
  onRename,
  groups,
  actions,
}: {
  row: OutlineRow;
  testId: string | undefined;
  place: number;
  of: number;
  closed: boolean;
  selected: boolean;
  tabbable: boolean;
  renaming: boolean;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onFold: () => void;
  onOpen: () => void;
  onRename: (title: string | null) => void;
  /** The groups a node can be put into. */
  groups: MenuEntry[];
  actions: Actions;
}) {
  const t = useTranslations("canvas");
  const faceOf = useFaceOf();
  const face = row.node ? faceOf(row.node) : groupFace(row.frame, t);
  const pin = row.node && pinOf(row.node);
  const pinned = pin === null ? "" : `, ${t("pinnedToVersion", { version: pin })}`;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!renaming) return;
    input.current?.focus();
    input.current?.select();
  }, [renaming]);
  return (
    <div
      role="treeitem"
      data-row={row.key}
      data-testid={testId}
      aria-level={row.level}
      aria-posinset={place + 1}
      aria-setsize={of}
      aria-expanded={row.hasChildren ? !closed : undefined}
      aria-selected={selected}
      aria-label={`${face.title}, ${face.kind}${row.relation ? `, ${row.relation}` : ""}${face.summary ? `, ${face.summary}` : ""}${pinned}`}
      tabIndex={tabbable ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && onFocus()}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        // What is clicked in the menu of the row bubbles up here too, though it stands elsewhere on the page.
        const target = event.target instanceof Element ? event.target : null;
        if (target?.closest("button, input") || !event.currentTarget.contains(target)) return;
        onOpen();
      }}
      style={{ paddingInlineStart: 8 + (row.level - 1) * 20 }}
      className={classNames(
        "-outline-offset-2 flex min-h-11 cursor-pointer items-center gap-1.5 border-line border-b pr-2",
        selected ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      {row.hasChildren ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={closed ? t("unfold", { title: face.title }) : t("fold", { title: face.title })}
          onClick={onFold}
          className="flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-pressed"
        >
          <Icon name={closed ? "chevron-right" : "chevron-down"} size={15} />
        </button>
      ) : (
        <span className="w-7 shrink-0" />
      )}
      <span style={{ color: hueColor(face.hue) }}>
        <Icon name={face.icon} size={17} />
      </span>
      {renaming ? (
        <input
          ref={input}
          aria-label={t("newTitleOf", { title: face.title })}
          defaultValue={(row.node ?? row.frame).title}
          maxLength={200}
          onBlur={(event) => onRename(event.target.value.trim())}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Enter") onRename(event.currentTarget.value.trim());
            if (event.key === "Escape") onRename(null);
          }}
          className="h-8 min-w-0 flex-1 rounded-md border border-accent bg-panel px-1.5"
        />
      ) : (
        <span dir="auto" className="min-w-0 flex-1 py-1">
          <span className="block truncate font-medium">{face.title}</span>
          <span className="block truncate text-muted text-xs">
            {[row.relation, face.summary || face.kind].filter(Boolean).join(" · ")}
          </span>
        </span>
      )}
      {row.node && <VersionPin node={row.node} />}
      {row.node && <IssueMark id={row.node.id} />}
      <Menu
        trigger={
          <IconButton
            icon="ellipsis"
            label={t("actionsFor", { title: face.title })}
            size={28}
            tabIndex={-1}
          />
        }
        entries={[
          { label: t("open"), icon: "panel-right", onSelect: onOpen },
          {
            label: t("rename"),
            icon: "pencil",
            // The menu gives the focus back to its button when it has closed; the field comes after that.
            onSelect: () => setTimeout(actions.rename, 250),
          },
          ...(row.node
            ? [
                { label: t("connectTo"), icon: "link" as const, onSelect: actions.connect },
                {
                  label: t("moveUp"),
                  icon: "arrow-up" as const,
                  onSelect: actions.up,
                  disabled: place <= 0,
                },
                {
                  label: t("moveDown"),
                  icon: "chevron-down" as const,
                  onSelect: actions.down,
                  disabled: place >= of - 1,
                },
                ...groups,
              ]
            : []),
          {
            label: row.node ? t("remove") : t("ungroup"),
            icon: row.node ? "trash-2" : "circle-dashed",
            onSelect: actions.remove,
            danger: row.node !== null,
            separated: true,
          },
        ]}
      />
    </div>
  );
}

function groupFace(frame: Frame, t: Translate<"canvas">): NodeFace {
  const summary = changeCountWords(t, frame.nodes.length);
  return { icon: "square", hue: frame.hue, kind: t("group"), title: frame.title, summary };
}
