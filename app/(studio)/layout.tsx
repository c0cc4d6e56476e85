import type { ReactNode } from "react";
import { StudioShell } from "#components/shell/studio-shell.tsx";

/** The frame of every signed-in page. */
export default function StudioLayout({ children }: { children: ReactNode }) {
  return <StudioShell>{children}</StudioShell>;
}
