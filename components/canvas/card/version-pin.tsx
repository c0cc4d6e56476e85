"use client";

import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import { pinOf } from "#lib/blueprint/pins.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";

/** Says that an agent is published as an earlier version had it; nothing where it follows the draft. */
export function VersionPin({ node }: { node: BlueprintNode }) {
  const t = useTranslations("canvas");
  const version = pinOf(node);
  if (version === null) return null;
  const label = t("pinnedToVersion", { version });
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className="inline-flex shrink-0 items-center gap-0.5 text-muted text-xs tabular-nums"
    >
      <Icon name="pin" size={13} />v{version}
    </span>
  );
}
