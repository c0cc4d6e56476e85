"use client";

import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { IconButton } from "#components/ui/icon-button.tsx";
import { commandOf } from "./commands/all-commands.ts";
import { useDesigner } from "./store/use-designer.ts";

/** Takes the last step back, or brings it again. */
export function UndoButton({ id }: { id: "undo" | "redo" }) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const command = commandOf(id);
  const enabled = useStore(
    designer.history,
    (state) => (id === "undo" ? state.past : state.future).length > 0,
  );
  return (
    <IconButton
      icon={command.icon}
      label={t(`commands.${command.id}`)}
      disabled={!enabled}
      onClick={() => command.perform(designer)}
    />
  );
}
