"use client";

import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import { pinsOf } from "#lib/blueprint/pins.ts";
import { useDocument } from "./store/use-designer.ts";

/** The agents that publishing takes from an earlier version; nothing where there are none. */
export function PinnedAgents() {
  const t = useTranslations("canvas");
  const pins = pinsOf(useDocument((document) => document));
  if (pins.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t("pinnedAgents")}</h3>
      <ul className="flex flex-col gap-1">
        {pins.map(({ nodeId, title, version }) => (
          <li key={nodeId} className="flex gap-2">
            <Icon name="pin" size={14} className="mt-0.5 text-muted" />
            <span dir="auto">{t("goesLiveAsInVersion", { title, version })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
