import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A bordered panel with an optional header row. */
export function Card({
  title,
  description,
  action,
  flush = false,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  /** No padding, for a table or list that reaches the edges. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={classNames("overflow-hidden rounded-lg border border-line bg-panel", className)}>
      {(title || action) && (
        <header className="flex flex-wrap items-center justify-between gap-3 border-line border-b px-4 py-2.5">
          <div className="min-w-0">
            <h2 className="font-semibold text-sm">{title}</h2>
            {description && <p className="text-muted text-xs">{description}</p>}
          </div>
          {action && <div className="flex items-center gap-2">{action}</div>}
        </header>
      )}
      <div className={flush ? "" : "p-4"}>{children}</div>
    </section>
  );
}
