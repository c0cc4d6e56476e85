import type { Messages } from "use-intl";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** One place of the studio. */
export type Place = { href: string; label: keyof Messages["shell"]["places"]; icon: IconName };

/** The places of the rail, in their order. */
export const places: Place[] = [
  { href: "/blueprints", label: "blueprints", icon: "layout-grid" },
  { href: "/runs", label: "runs", icon: "play" },
  { href: "/inbox", label: "inbox", icon: "inbox" },
  { href: "/knowledge", label: "knowledge", icon: "book-open" },
  { href: "/tables", label: "tables", icon: "table-2" },
  { href: "/analytics", label: "analytics", icon: "line-chart" },
  { href: "/settings", label: "settings", icon: "settings" },
];
