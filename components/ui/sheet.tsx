"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./icon-button.tsx";

/** A panel from the right edge for reading beside the page: a passage, a record. */
export function Sheet({
  title,
  trigger,
  open,
  onOpenChange,
  children,
}: {
  title: string;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  const t = useTranslations("ui");
  return (
    <Base.Root open={open} onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Popup className="fixed inset-y-0 right-0 z-50 flex w-[480px] max-w-[calc(100vw-40px)] flex-col border-line border-l bg-panel shadow-float transition-transform duration-150 data-[ending-style]:translate-x-full data-[starting-style]:translate-x-full">
          <header className="flex h-12 items-center justify-between gap-3 border-line border-b pr-2 pl-4">
            <Base.Title className="truncate font-semibold text-sm">{title}</Base.Title>
            <Base.Close render={<IconButton quiet icon="x" label={t("close")} />} />
          </header>
          <div className="flex-1 overflow-y-auto p-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
