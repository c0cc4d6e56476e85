import type { ReactNode } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";

/** One entry of a list of records, with its name and the way to take it out. */
export function ItemCard({
  title,
  onRemove,
  children,
}: {
  title: string;
  onRemove: () => void;
  children: ReactNode;
}) {
  return (
    <div className="w-full rounded-lg border border-line bg-ground/60 p-2.5">
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <span className="truncate font-medium text-muted text-xs">{title}</span>
        <IconButton icon="trash-2" label={`Remove ${title}`} size={24} onClick={onRemove} />
      </div>
      <div className="flex flex-col gap-2.5">{children}</div>
    </div>
  );
}
