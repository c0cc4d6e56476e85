import type { ReactNode } from "react";
import { StudioShell } from "#components/shell/studio-shell.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { requireActor } from "#lib/access/session.server.ts";

// What the rail shows, and what several places of the studio share.
const studioNamespaces = [
  "shell",
  "notices",
  "tour",
  "runList",
  "chat",
  "inbox",
  "models",
  "datasets",
] as const;

/** The frame of every signed-in page; everybody else is sent to sign in. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  await requireActor();
  return (
    <PageMessages namespaces={studioNamespaces}>
      <StudioShell>{children}</StudioShell>
    </PageMessages>
  );
}
