"use client";

import dynamic from "next/dynamic";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useDesigner, useSession } from "./store/use-designer.ts";

const HistoryList = dynamic(() => import("./history-list.tsx").then((module) => module.HistoryList));

/** Beside undo and redo: the list of every step, to go to any of them. */
export function HistoryButton() {
  const t = useTranslations("canvas");
  const { session } = useDesigner();
  const open = useSession((state) => state.historyOpen);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={button}
        icon="chevron-down"
        label={t("historyOfChanges")}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => session.setState({ historyOpen: !open })}
        style={{ width: 20, height: 32 }}
      />
      {open && <HistoryList anchor={button} />}
    </>
  );
}
