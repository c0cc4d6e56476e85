"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./icon-button.tsx";

/** A floating panel opened by its trigger, for what is read beside a thing rather than instead of it. */
export function Popover({
  title,
  trigger,
  open,
  onOpenChange,
  children,
}: {
  title: string;
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  const t = useTranslations("ui");
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side="bottom" align="start" sideOffset={6} collisionPadding={12} className="z-50">
          <Base.Popup className="flex max-h-[min(560px,var(--available-height))] w-[420px] max-w-[calc(100vw-24px)] flex-col rounded-lg border border-line bg-panel text-text shadow-float transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
            <header className="flex h-10 shrink-0 items-center justify-between gap-2 border-line border-b pr-1 pl-3">
              <Base.Title className="truncate font-semibold text-sm">{title}</Base.Title>
              <Base.Close render={<IconButton quiet icon="x" label={t("close")} />} />
            </header>
            <div className="min-h-0 overflow-y-auto p-3">{children}</div>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
