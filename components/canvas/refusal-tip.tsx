"use client";

import { useConnection, useStore, ViewportPortal } from "@xyflow/react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { whyRefused } from "#lib/blueprint/why-refused.ts";
import { announce } from "./commands/define-command.ts";
import { useDesigner } from "./store/use-designer.ts";

/** Beside the port a wire is held over: why it may not end there. Screen readers hear the same. */
export function RefusalTip() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const over = useConnection((connection) => {
    const { inProgress, fromHandle, toHandle, isValid } = connection;
    if (!inProgress || !toHandle || isValid) return null;
    if (fromHandle.nodeId === toHandle.nodeId && fromHandle.id === toHandle.id) return null;
    // As text, so that the tip is drawn again only when the wire is held over another port.
    return JSON.stringify([
      { node: fromHandle.nodeId, port: fromHandle.id ?? "" },
      { node: toHandle.nodeId, port: toHandle.id ?? "" },
      toHandle.x,
      toHandle.y,
    ]);
  });
  const zoom = useStore(({ transform }) => transform[2]);
  const [begun, at, x, y] = over === null ? [] : JSON.parse(over);
  const reason = begun ? whyRefused(designer.document.getState().document, begun, at) : null;
  useEffect(() => {
    if (reason) announce(designer, t("notHere", { reason }));
  }, [designer, reason, t]);
  if (!reason) return null;
  return (
    <ViewportPortal>
      <p
        className="refusal-tip"
        style={{ transform: `translate(${x}px, ${y}px) scale(${1 / zoom}) translate(-50%, 14px)` }}
      >
        {reason}
      </p>
    </ViewportPortal>
  );
}
