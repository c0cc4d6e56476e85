"use client";

import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** The test chat beside the canvas; the run it shows lights up the cards. */
export function TestTab({ ensureSaved: _ensureSaved }: { ensureSaved: () => Promise<void> }) {
  useDesigner();
  return <EmptyState icon="message-circle" title="Test chat" />;
}
