"use client";

import { useTranslations } from "use-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { commandOf } from "./commands/all-commands.ts";
import { useDesigner, useDocument } from "./store/use-designer.ts";

const shown = (["zoom-in", "zoom-out", "fit", "layout"] as const).map(commandOf);

/** Zoom, show everything, arrange; at the lower left of the canvas. */
export function CanvasToolbar() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  useDocument((document) => document.nodes.length > 1);
  return (
    <div
      role="toolbar"
      aria-label={t("view")}
      className="absolute bottom-3 left-3 z-10 flex gap-0.5 rounded-lg border border-line bg-panel p-0.5 shadow-card"
    >
      {shown.map((command) => (
        <IconButton
          key={command.id}
          icon={command.icon}
          label={t(`commands.${command.id}`)}
          tooltipSide="top"
          disabled={!command.enabled(designer)}
          onClick={() => command.perform(designer)}
        />
      ))}
    </div>
  );
}
