"use client";

import { useCallback } from "react";
import { showRun } from "#components/canvas/store/run-store.ts";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { TestChat } from "#components/chat/test-chat.tsx";
import type { RunState } from "#lib/run-events/run-state.ts";

/** The test chat beside the canvas; the run it shows lights up the cards. */
export function TestTab({ ensureSaved }: { ensureSaved: () => Promise<void> }) {
  const { id, run } = useDesigner();
  const onRun = useCallback((state: RunState | null) => showRun(run, state), [run]);
  return <TestChat blueprintId={id} ensureSaved={ensureSaved} onRun={onRun} />;
}
