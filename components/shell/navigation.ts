import type { IconName } from "#lib/nodes/icon-names.ts";

/** One place of the studio. */
export type Place = { href: string; label: string; icon: IconName };

/** The places of the rail, in their order. */
export const places: Place[] = [
  { href: "/blueprints", label: "Blueprints", icon: "layout-grid" },
  { href: "/runs", label: "Runs", icon: "play" },
  { href: "/inbox", label: "Inbox", icon: "inbox" },
  { href: "/knowledge", label: "Knowledge", icon: "book-open" },
  { href: "/tables", label: "Tables", icon: "table-2" },
  { href: "/analytics", label: "Analytics", icon: "line-chart" },
  { href: "/settings", label: "Settings", icon: "settings" },
];
