"use client";

import { useCallback, useMemo } from "react";
import { showRun } from "#components/canvas/store/run-store.ts";
import { drawnPins, pinResult, unpinResult } from "#components/canvas/store/test-pins.ts";
import { useDesigner, useDocument, useSession } from "#components/canvas/store/use-designer.ts";
import { PinsContext } from "#components/chat/pins.tsx";
import { suggestionsOf } from "#components/chat/suggestions-of.ts";
import { TestChat } from "#components/chat/test-chat.tsx";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { thumbsOf } from "#lib/nodes/feedback/ways-of-feedback.ts";
import type { RunState } from "#lib/run-events/run-state.ts";

/** The test chat beside the canvas; the run it shows lights up the cards. */
export function TestTab({ ensureSaved }: { ensureSaved: () => Promise<void> }) {
  const designer = useDesigner();
  const { id, run, session } = designer;
  const document = useDocument((whole) => whole);
  const askNow = useSession((state) => state.askNow);
  const onAsked = useCallback(() => session.setState({ askNow: null }), [session]);
  const pinned = useSession((state) => state.pinned);
  const runFrom = useSession((state) => state.runFrom);
  const beginsAt = runFrom === null ? undefined : nodeOf(document, runFrom);
  const pins = useMemo(
    () => ({
      pinned,
      pin: (nodeId: string, result: unknown) => pinResult(designer, nodeId, result),
      unpin: (nodeId: string) => unpinResult(designer, nodeId),
    }),
    [pinned, designer],
  );
  const onRun = useCallback((state: RunState | null) => showRun(run, state), [run]);
  return (
    <PinsContext value={pins}>
      <TestChat
        blueprintId={id}
        suggestions={suggestionsOf(document)}
        abilities={document.nodes.filter((node) => "ability" in node.config)}
        thumbs={thumbsOf(document)}
        askNow={askNow}
        onAsked={onAsked}
        ensureSaved={ensureSaved}
        onRun={onRun}
        pinned={drawnPins(document, pinned)}
        beginsAt={beginsAt ? { id: beginsAt.id, title: beginsAt.title } : null}
        onBeginAtStart={() => session.setState({ runFrom: null })}
      />
    </PinsContext>
  );
}
