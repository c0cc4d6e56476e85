"use client";

import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo, useState } from "react";
import { useDefinitionText } from "#components/translations/definition-texts.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { carriesDependency } from "#lib/blueprint/dependencies.ts";
import { portOf } from "#lib/blueprint/graph.ts";
import { plainTerms, termsInWords } from "#lib/blueprint/team-terms.ts";
import { relations } from "#lib/nodes/define-node.ts";
import { hueColor, relationHue } from "./hues.ts";
import { tracedNode } from "./store/traced-node.ts";
import { useDesigner, useDocument, useRun, useSession } from "./store/use-designer.ts";

/** A wire: a thin curve in its relation's hue, named on hover and when it belongs to the selection. */
export const Wire = memo(function Wire(props: EdgeProps) {
  const { id, source, target, sourceHandleId, selected } = props;
  const say = useDefinitionText();
  const [hovered, setHovered] = useState(false);
  const relation = useDocument(
    (document) => portOf(document, { node: source, port: sourceHandleId ?? "" })?.relation,
  );
  // Between agents the wire says how they work together, always; other wires are named when looked at.
  const terms = useDocument((document) =>
    relation === "delegates"
      ? termsInWords(document.wires.find((wire) => wire.id === id)?.terms ?? plainTerms)
      : null,
  );
  const designer = useDesigner();
  const standing = useSession((session) => {
    const traced = tracedNode(session);
    if (traced !== null) {
      const { document } = designer.document.getState();
      return carriesDependency(document, traced, { from: source, to: target }) ? "lit" : "unrelated";
    }
    const { selectedNodes, selectedWires } = session;
    if (selectedNodes.length === 0 && selectedWires.length === 0) return "plain";
    if (selectedWires.includes(id) || selectedNodes.includes(source) || selectedNodes.includes(target))
      return "related";
    return "unrelated";
  });
  const active = useRun(({ nodes }) => {
    const states = [nodes[source]?.state, nodes[target]?.state];
    return states.includes("active") && states.every((state) => state !== undefined && state !== "idle");
  });
  const [path, labelX, labelY] = getBezierPath({ ...props, curvature: 0.32 });
  const color = hueColor(relation ? relationHue[relation] : "note");
  const named = relation && (terms !== null || hovered || selected || standing === "related");
  return (
    <g onPointerEnter={() => setHovered(true)} onPointerLeave={() => setHovered(false)}>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={18}
        style={{ stroke: color }}
        className={classNames(
          "wire",
          (selected || hovered || standing === "lit") && "is-strong",
          standing === "unrelated" && "is-dimmed",
        )}
      />
      {active && <path d={path} fill="none" stroke={color} className="wire-active" />}
      {named && (
        <EdgeLabelRenderer>
          <span
            className="wire-label"
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {terms ?? say(`relations.${relation}`, relations[relation])}
          </span>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
