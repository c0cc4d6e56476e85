"use client";

import { createContext, useContext } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";

/** Results that stand in for calls in test runs, by the ability's node. */
export type Pinned = Readonly<Record<string, unknown>>;

/** The pinned results of the open test chat; null where nothing can be pinned. */
export const PinsContext = createContext<{
  pinned: Pinned;
  pin: (nodeId: string, result: unknown) => void;
  unpin: (nodeId: string) => void;
} | null>(null);

/** Keeps a result for the next test runs, or lets the ability be called again. */
export function PinButton({ nodeId, result }: { nodeId: string; result: unknown }) {
  const t = useTranslations("chat");
  const pins = useContext(PinsContext);
  if (!pins || result === undefined) return null;
  const isPinned = Object.hasOwn(pins.pinned, nodeId);
  return (
    <Button
      size="sm"
      icon={isPinned ? "pin-off" : "pin"}
      title={t("pins.hint")}
      onClick={() => (isPinned ? pins.unpin(nodeId) : pins.pin(nodeId, result))}
    >
      {isPinned ? t("pins.unpin") : t("pins.pin")}
    </Button>
  );
}
