"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** One tab with its panel; `badge` is a small count after the name, `keep` leaves a hidden panel its state. */
export type Tab = { id: string; label: string; badge?: ReactNode; content: ReactNode; keep?: boolean };

/** Views that share a place; give `value` and `onChange` to steer it from outside. */
export function Tabs({
  tabs,
  value,
  onChange,
  end,
  fill = false,
  className,
}: {
  tabs: Tab[];
  value?: string;
  onChange?: (id: string) => void;
  /** Something at the right end of the row of tabs. */
  end?: ReactNode;
  /** Lets the panels take the height that is left, each scrolling by itself. */
  fill?: boolean;
  className?: string;
}) {
  return (
    <Base.Root
      value={value}
      defaultValue={value === undefined ? tabs[0]?.id : undefined}
      onValueChange={(next) => onChange?.(String(next))}
      className={classNames(fill && "flex min-h-0 flex-1 flex-col", className)}
    >
      <Base.List className="relative flex h-10 shrink-0 items-stretch gap-4 overflow-x-auto overflow-y-hidden border-line border-b px-4 [scrollbar-width:none]">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="-outline-offset-2 inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 text-muted text-sm transition-colors hover:text-text data-[active]:border-accent data-[active]:font-medium data-[active]:text-text"
          >
            {tab.label}
            {tab.badge}
          </Base.Tab>
        ))}
        {end && <div className="ml-auto flex items-center">{end}</div>}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel
          key={tab.id}
          value={tab.id}
          keepMounted={tab.keep}
          className={classNames(
            "-outline-offset-2",
            fill && "flex min-h-0 flex-1 flex-col overflow-y-auto data-[hidden]:hidden",
          )}
        >
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
