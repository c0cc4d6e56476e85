import type { ReactNode } from "react";
import { StudioShell } from "#components/shell/studio-shell.tsx";
import { requireActor } from "#lib/access/session.server.ts";

/** The frame of every signed-in page; everybody else is sent to sign in. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  await requireActor();
  return <StudioShell>{children}</StudioShell>;
}
