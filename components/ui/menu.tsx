"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Fragment, type ReactElement, type ReactNode } from "react";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** A row of a {@link Menu}; `separated` draws a line above. */
export type MenuEntry = {
  /** Needed where two entries may read the same. */
  id?: string;
  label: string;
  /** A second, quieter line; for one that is disabled, why. */
  hint?: string | undefined;
  icon?: IconName;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** A tick at the right for the one chosen of several. */
  chosen?: boolean;
  separated?: boolean;
};

/** A list of commands behind a button. */
export function Menu({
  trigger,
  entries,
  header,
  align = "end",
  side = "bottom",
}: {
  trigger: ReactElement;
  entries: MenuEntry[];
  header?: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} className="z-50">
          <Base.Popup className="floating max-h-[var(--available-height)] min-w-44 overflow-y-auto p-1 outline-none">
            {header}
            {entries.map((entry) => (
              <Fragment key={entry.id ?? entry.label}>
                {entry.separated && <Base.Separator className="my-1 h-px bg-line" />}
                <Base.Item
                  disabled={entry.disabled}
                  onClick={entry.onSelect}
                  className={classNames(
                    "flex cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none data-[disabled]:cursor-default data-[highlighted]:bg-hover data-[disabled]:opacity-50",
                    entry.danger && "text-failed",
                  )}
                >
                  {entry.icon && (
                    <Icon name={entry.icon} size={15} className={entry.danger ? "" : "text-muted"} />
                  )}
                  <span className="flex-1">
                    {entry.label}
                    {entry.hint && <span className="block max-w-72 text-muted text-xs">{entry.hint}</span>}
                  </span>
                  {entry.chosen && <Icon name="check" size={14} className="text-accent" />}
                </Base.Item>
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
