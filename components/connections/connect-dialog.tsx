"use client";

import dynamic from "next/dynamic";
import { useSession } from "#components/canvas/store/use-designer.ts";

// Loaded when it is asked for: most who open a designer connect nothing today.
const ConnectWizard = dynamic(() => import("./connect-wizard.tsx").then((module) => module.ConnectWizard), {
  ssr: false,
});

/** The wizard, there while it is open. */
export function ConnectDialog() {
  const open = useSession((state) => state.connectOpen);
  return open ? <ConnectWizard /> : null;
}
