"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { NoticeBell } from "#components/notices/notice-bell.tsx";
import { HelpMenu } from "#components/tour/help-menu.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { places } from "./navigation.ts";
import { useWaitingCount } from "./use-waiting-count.ts";
import { UserMenu } from "./user-menu.tsx";

/** The way between places: a rail at the left, on a phone a bar at the bottom. */
export function Rail() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const waiting = useWaitingCount();
  return (
    <nav
      aria-label={t("main")}
      className="z-20 flex shrink-0 border-line bg-panel max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:h-14 max-md:items-center max-md:justify-around max-md:border-t max-md:px-2 md:w-[50px] md:flex-col md:items-center md:gap-1 md:border-r md:py-2"
    >
      <Link href="/blueprints" aria-label="Aimwright" className="mb-2 rounded-md p-2 max-md:hidden">
        <Icon name="compass" size={20} />
      </Link>
      {places.map((place) => {
        const active = pathname === place.href || pathname.startsWith(`${place.href}/`);
        const label = t(`places.${place.label}`);
        const count = place.href === "/inbox" ? waiting : 0;
        return (
          <Tooltip key={place.href} content={label} side="right">
            <Link
              href={place.href}
              aria-current={active ? "page" : undefined}
              aria-label={count > 0 ? t("placeWaiting", { place: label, count }) : label}
              className={classNames(
                "relative flex size-9 items-center justify-center rounded-md transition-colors",
                active ? "bg-accent-soft text-accent" : "text-muted hover:bg-hover hover:text-text",
              )}
            >
              <Icon name={place.icon} size={17} />
              {count > 0 && (
                <span className="absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-waiting px-1 font-semibold text-[10px] text-panel tabular-nums">
                  {count > 99 ? "99+" : count}
                </span>
              )}
            </Link>
          </Tooltip>
        );
      })}
      <div className="flex items-center md:mt-auto md:flex-col md:gap-1">
        <NoticeBell />
        <HelpMenu />
        <UserMenu />
      </div>
    </nav>
  );
}
