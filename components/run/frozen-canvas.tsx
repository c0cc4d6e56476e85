"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import { hueColor } from "#components/canvas/hues.ts";
import { faceOf } from "#components/canvas/node-face.ts";
import { StillCard } from "#components/drawing/still-card.tsx";
import { StillDrawing } from "#components/drawing/still-drawing.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import { toneText } from "#components/ui/tone-text.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { RunState } from "#lib/run-events/run-state.ts";
import { stateLooks } from "./state-looks.ts";

/** The blueprint as it was when the run began, with what each node had done by then; pressing a node chooses it. */
export const FrozenCanvas = memo(function FrozenCanvas({
  document,
  run,
  chosen,
  onChoose,
}: {
  document: Blueprint;
  run: RunState | null;
  chosen: string | null;
  onChoose: (nodeId: string) => void;
}) {
  const t = useTranslations("runPage");
  const states = useTranslations("chat.states");
  const lit = new Set(run?.wires);
  // A goal or a dataset takes part without a wire being travelled: it shows when both its ends did something.
  const tookPart = (id: string) => (run?.nodes[id]?.state ?? "idle") !== "idle";
  return (
    <StillDrawing
      label={t("theBlueprint")}
      nodes={document.nodes}
      wires={document.wires}
      groups={document.frames}
      wireLook={(wire) => {
        const isLit = lit.has(wire.id) || (tookPart(wire.from.node) && tookPart(wire.to.node));
        const from = nodeOf(document, wire.from.node);
        return isLit && from
          ? { color: hueColor(faceOf(from).hue), width: 2.5 }
          : { color: "var(--edge)", width: 1.25 };
      }}
      card={(node) => {
        const progress = run?.nodes[node.id];
        const state = progress?.state ?? "idle";
        const look = stateLooks[state];
        const color = toneText[look.tone];
        return (
          <StillCard
            node={node}
            chosen={chosen === node.id}
            faded={!progress}
            onChoose={() => onChoose(node.id)}
            mark={<Icon name={look.icon} label={states(state)} size={15} className={`mt-0.5 ${color}`} />}
            footer={
              <>
                <span className={`truncate ${color}`}>{progress?.note ?? states(state)}</span>
                {progress && progress.ms > 0 && (
                  <span>
                    {formatDuration(progress.ms)}
                    {progress.costUsd !== 0 && ` · ${formatCost(progress.costUsd)}`}
                  </span>
                )}
              </>
            }
          />
        );
      }}
    />
  );
});
