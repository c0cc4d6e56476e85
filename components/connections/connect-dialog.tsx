"use client";

import { useSession } from "#components/canvas/store/use-designer.ts";
import { later } from "#components/ui/later.tsx";

// Loaded when it is asked for: most who open a designer connect nothing today.
const ConnectWizard = later(async () => (await import("./connect-wizard.tsx")).ConnectWizard);

/** The wizard, there while it is open. */
export function ConnectDialog() {
  const open = useSession((state) => state.connectOpen);
  return open ? <ConnectWizard /> : null;
}
