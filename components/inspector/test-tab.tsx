"use client";

import { useCallback } from "react";
import { showRun } from "#components/canvas/store/run-store.ts";
import { useDesigner, useDocument, useSession } from "#components/canvas/store/use-designer.ts";
import { suggestionsOf } from "#components/chat/suggestions-of.ts";
import { TestChat } from "#components/chat/test-chat.tsx";
import { thumbsOf } from "#lib/nodes/feedback/ways-of-feedback.ts";
import type { RunState } from "#lib/run-events/run-state.ts";

/** The test chat beside the canvas; the run it shows lights up the cards. */
export function TestTab({ ensureSaved }: { ensureSaved: () => Promise<void> }) {
  const { id, run, session } = useDesigner();
  const document = useDocument((whole) => whole);
  const askNow = useSession((state) => state.askNow);
  const onAsked = useCallback(() => session.setState({ askNow: null }), [session]);
  const onRun = useCallback((state: RunState | null) => showRun(run, state), [run]);
  return (
    <TestChat
      blueprintId={id}
      suggestions={suggestionsOf(document)}
      abilities={document.nodes.filter((node) => "ability" in node.config)}
      thumbs={thumbsOf(document)}
      askNow={askNow}
      onAsked={onAsked}
      ensureSaved={ensureSaved}
      onRun={onRun}
    />
  );
}
