"use client";

import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";

/** A step of the way here; the last one is the page itself. */
export type Crumb = { label: ReactNode; href?: string };

/** The bar above a page: where one is, `after` for states beside the name, and what can be done. */
export function TopBar({
  crumbs,
  after,
  actions,
}: {
  crumbs: Crumb[];
  after?: ReactNode;
  actions?: ReactNode;
}) {
  const t = useTranslations("shell");
  const parent = crumbs.at(-2);
  return (
    <header className="flex h-12 shrink-0 items-center justify-between gap-3 border-line border-b bg-panel px-4">
      <div className="flex min-w-0 items-center gap-2">
        <nav aria-label={t("breadcrumb")} className="flex min-w-0 items-center gap-2">
          {/* A phone has room for the page's own name and the way back. */}
          {parent?.href && (
            <Link
              href={parent.href}
              className="-ml-2 flex size-8 shrink-0 items-center justify-center rounded-sm text-muted hover:text-text md:hidden"
            >
              <Icon name="arrow-left" size={18} />
              <span className="sr-only">{parent.label}</span>
            </Link>
          )}
          {crumbs.map((crumb, index) => {
            const last = index === crumbs.length - 1;
            return (
              <Fragment key={crumb.href ?? String(crumb.label)}>
                {index > 0 && (
                  <span aria-hidden className="text-muted max-md:hidden">
                    /
                  </span>
                )}
                {last || !crumb.href ? (
                  <h1 className="min-w-0 truncate font-semibold text-sm">{crumb.label}</h1>
                ) : (
                  <Link
                    href={crumb.href}
                    className="min-w-8 truncate rounded-sm text-muted hover:text-text max-md:hidden"
                  >
                    {crumb.label}
                  </Link>
                )}
              </Fragment>
            );
          })}
        </nav>
        {after && <div className="flex items-center gap-2">{after}</div>}
      </div>
      {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
    </header>
  );
}
