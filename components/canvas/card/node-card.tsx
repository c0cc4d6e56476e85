"use client";

import { type NodeProps, useConnection, useReactFlow, useUpdateNodeInternals } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { GoalStandingLine } from "#components/goal/goal-standing.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { portsOf } from "#lib/blueprint/graph.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { hueColor } from "../hues.ts";
import { cardHeight } from "../place-node.ts";
import { useDesigner, useDocument, useRun, useSession } from "../store/use-designer.ts";
import { useFaceOf } from "../use-face-of.ts";
import { type CardNode, withoutHandles } from "../use-flow-elements.ts";
import { CardPort } from "./card-port.tsx";
import { IssueMark } from "./issue-mark.tsx";
import { RunFooter, RunStateIcon } from "./run-marks.tsx";
import { useCardNode } from "./use-card-node.ts";
import { useIsDimmed } from "./use-is-dimmed.ts";
import { VersionPin } from "./version-pin.tsx";

/** A node on the canvas; it draws again only when its own node, its run or its place in the selection changes. */
export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<CardNode>) {
  const faceOf = useFaceOf();
  const designer = useDesigner();
  const node = useCardNode(id);
  const run = useRun((state) => state.nodes[id]);
  const dimmed = useIsDimmed(id);
  const isPinned = useSession((session) => Object.hasOwn(session.pinned, id));
  const t = useTranslations("chat");
  const updateInternals = useUpdateNodeInternals();
  const { getNode, updateNode } = useReactFlow();
  const portIds = useDocument(() =>
    node
      ? portsOf(node)
          .map((port) => port.id)
          .join(" ")
      : "",
  );
  const connecting = useConnection((connection) => connection.inProgress);
  const measuredPorts = useRef(portIds);
  useEffect(() => {
    // Not on the first draw: measuring one card early would fit the view to that card alone.
    if (measuredPorts.current === portIds) return;
    measuredPorts.current = portIds;
    // Where the ports were taken to be before the card was first drawn no longer holds.
    if (getNode(id)?.handles) updateNode(id, withoutHandles, { replace: true });
    updateInternals(id);
  }, [id, portIds, updateInternals, getNode, updateNode]);
  if (!node) return null;
  const face = faceOf(node);
  const ports = portsOf(node);
  const note = nodeDefinition(node.kind).role === "note";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card holds ports and a badge, which a fieldset would announce as a form
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: every node is reached by the keyboard
      tabIndex={0}
      data-testid={`node-${id}`}
      data-node-card
      aria-label={`${face.title}, ${face.kind}${face.summary ? `, ${face.summary}` : ""}${selected ? ", selected" : ""}`}
      onFocus={(event) => {
        if (event.target !== event.currentTarget || !event.currentTarget.matches(":focus-visible")) return;
        designer.session.setState({ selectedNodes: [id], selectedWires: [] });
        designer.session.getState().view?.reveal(id);
      }}
      style={{ minHeight: cardHeight(node) }}
      className={classNames(
        "node-card group/card",
        selected && "is-selected",
        run?.state === "active" && "is-running",
        run?.state === "waiting" && "is-waiting",
        dimmed && !connecting && "is-dimmed",
        note && "is-note",
      )}
    >
      <span className="node-edge" style={{ background: hueColor(face.hue) }} aria-hidden />
      <div className="flex flex-1 items-start gap-2.5 py-2.5 pr-3 pl-4">
        <span style={{ color: hueColor(face.hue) }} className="mt-0.5">
          <Icon name={face.icon} size={16} />
        </span>
        <div className="min-w-0 flex-1">
          <div dir="auto" className="truncate font-semibold text-sm">
            {face.title}
          </div>
          <div className="truncate text-muted text-xs">{face.summary || face.kind}</div>
        </div>
        {isPinned && (
          <span role="img" aria-label={t("pins.badge")} title={t("pins.badge")} className="mt-0.5 text-muted">
            <Icon name="pin" size={14} />
          </span>
        )}
        <VersionPin node={node} />
        {run && <RunStateIcon run={run} />}
        <IssueMark id={id} />
      </div>
      {"criteria" in node.config && <GoalStandingLine nodeId={id} />}
      {run && <RunFooter run={run} />}
      {ports.map((port) => {
        const side = ports.filter((other) => other.side === port.side);
        return <CardPort key={port.id} nodeId={id} port={port} index={side.indexOf(port)} of={side.length} />;
      })}
    </div>
  );
});
