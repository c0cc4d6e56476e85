import type { ReactNode } from "react";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { Icon } from "./icon.tsx";

/** Where nothing is yet: what would be here, and the way to get it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <span className="mb-1 flex size-10 items-center justify-center rounded-lg border border-line bg-ground text-muted">
        <Icon name={icon} size={18} />
      </span>
      <h2 className="font-semibold text-sm">{title}</h2>
      {children && <p className="max-w-md text-balance text-muted text-sm">{children}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
