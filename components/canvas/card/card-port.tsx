"use client";

import { Handle, Position, useConnection } from "@xyflow/react";
import { useTranslations } from "use-intl";
import { useDefinitionText } from "#components/translations/definition-texts.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { isLegalWire, nodeOf } from "#lib/blueprint/graph.ts";
import type { Port } from "#lib/nodes/define-node.ts";
import { hueColor, relationHue } from "../hues.ts";
import { useDesigner, useDocument } from "../store/use-designer.ts";

/** One port at the side of a card: hollow until wired, named on hover and focus, growing where a dragged wire may end. */
export function CardPort({
  nodeId,
  port,
  index,
  of,
}: {
  nodeId: string;
  port: Port;
  index: number;
  of: number;
}) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const wired = useDocument((document) =>
    document.wires.some((wire) => {
      const end = port.side === "out" ? wire.from : wire.to;
      return end.node === nodeId && end.port === port.id;
    }),
  );
  const target = useConnection((connection) => {
    if (!connection.inProgress) return "none";
    const { fromHandle } = connection;
    if (fromHandle.nodeId === nodeId && fromHandle.id === port.id) return "origin";
    const here = { node: nodeId, port: port.id };
    const there = { node: fromHandle.nodeId, port: fromHandle.id ?? "" };
    const outgoing = fromHandle.type === "source";
    if (outgoing === (port.side === "out")) return "illegal";
    const { document } = designer.document.getState();
    const verdict = outgoing ? isLegalWire(document, there, here) : isLegalWire(document, here, there);
    return verdict.ok ? "legal" : "illegal";
  });
  const out = port.side === "out";
  const kind = useDocument((document) => nodeOf(document, nodeId)?.kind);
  const label = useDefinitionText()(`nodes.${kind}.ports.${port.id}`, port.label);
  return (
    <Handle
      id={port.id}
      type={out ? "source" : "target"}
      position={out ? Position.Right : Position.Left}
      data-testid={`port-${nodeId}-${port.id}`}
      aria-label={t(out ? "portOut" : "portIn", { label })}
      style={{
        top: `calc(50% + ${(index - (of - 1) / 2) * 18}px)`,
        ["--port" as string]: hueColor(relationHue[port.relation]),
      }}
      className={classNames("card-port", wired && "is-wired", `target-${target}`)}
    >
      <span className={classNames("port-label", out ? "left-3.5" : "right-3.5")}>{label}</span>
    </Handle>
  );
}
