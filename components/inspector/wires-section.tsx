"use client";

import { useTranslations } from "use-intl";
import { connectNodes } from "#components/canvas/commands/add-node.ts";
import { announce } from "#components/canvas/commands/define-command.ts";
import { hueColor, relationHue } from "#components/canvas/hues.ts";
import { useDesigner, useDocument } from "#components/canvas/store/use-designer.ts";
import { useFaceOf } from "#components/canvas/use-face-of.ts";
import { useDefinitionText } from "#components/translations/definition-texts.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { removeWires } from "#lib/blueprint/edits/wires.ts";
import { legalTargets, nodeOf, portsOf, wiresOf } from "#lib/blueprint/graph.ts";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import { whyApart, whyRefused } from "#lib/blueprint/why-refused.ts";
import type { Port } from "#lib/nodes/define-node.ts";

/** A node's ports with what they are joined to; wires are made and removed here without a pointer. */
export function WiresSection({ node }: { node: BlueprintNode }) {
  const t = useTranslations("inspector");
  const document = useDocument((whole) => whole);
  const ports = portsOf(node);
  if (ports.length === 0) return null;
  return (
    <section aria-label={t("wires")} className="border-line border-t pt-3">
      <h3 className="mb-1.5 font-semibold text-sm">{t("wires")}</h3>
      <ul className="flex flex-col gap-1.5">
        {ports.map((port) => (
          <PortRow key={port.id} node={node} port={port} document={document} />
        ))}
      </ul>
    </section>
  );
}

function PortRow({ node, port, document }: { node: BlueprintNode; port: Port; document: Blueprint }) {
  const faceOf = useFaceOf();
  const t = useTranslations("inspector");
  const label = useDefinitionText()(`nodes.${node.kind}.ports.${port.id}`, port.label);
  const designer = useDesigner();
  const here = { node: node.id, port: port.id };
  const outgoing = port.side === "out";
  const wires = wiresOf(document, node.id, port.id).filter(
    (wire) => (outgoing ? wire.from : wire.to).node === node.id,
  );
  const entries = legalTargets(document, here).flatMap((target) => {
    const other = nodeOf(document, target.node);
    if (!other) return [];
    const face = faceOf(other);
    const ends = outgoing ? ([here, target] as const) : ([target, here] as const);
    return [{ label: face.title, icon: face.icon, onSelect: () => connectNodes(designer, ends[0], ends[1]) }];
  });
  // The same list says why the nearest others are not in it.
  const legal = new Set(legalTargets(document, here).map((target) => target.node));
  const joined = new Set(wires.map((wire) => (outgoing ? wire.to.node : wire.from.node)));
  const refused = document.nodes
    .filter((other) => other.id !== node.id && !legal.has(other.id) && !joined.has(other.id))
    .slice(0, 12)
    .map((other, index) => {
      const { title, icon } = faceOf(other);
      const ends = portsOf(other).map((end) => whyRefused(document, here, { node: other.id, port: end.id }));
      const hint = ends.find((reason) => reason !== null && !reason.startsWith("“")) ?? ends[0];
      const why = hint ?? whyApart(document, node.id, other.id) ?? undefined;
      const rest = { disabled: true, separated: index === 0, onSelect: () => {} };
      return { id: other.id, label: title, icon, hint: why, ...rest };
    });
  return (
    <li className="rounded-md border border-line">
      <div className="flex h-8 items-center gap-2 pr-1 pl-2.5">
        <span
          className="size-2.5 shrink-0 rounded-full border-2"
          style={{
            borderColor: hueColor(relationHue[port.relation]),
            background: wires.length > 0 ? hueColor(relationHue[port.relation]) : undefined,
          }}
          aria-hidden
        />
        <span className="flex-1 truncate">{label}</span>
        <Menu
          trigger={
            <IconButton
              icon="plus"
              size={24}
              disabled={entries.length + refused.length === 0}
              label={
                entries.length === 0
                  ? t("nothingToConnectTo", { port: label })
                  : t("connectTo", { port: label })
              }
            />
          }
          entries={[...entries, ...refused]}
        />
      </div>
      {wires.map((wire) => {
        const otherId = outgoing ? wire.to.node : wire.from.node;
        const other = nodeOf(document, otherId);
        const title = other ? faceOf(other).title : otherId;
        return (
          <div key={wire.id} className="flex h-7 items-center gap-1 border-line border-t pr-1 pl-7">
            <button
              type="button"
              className="flex-1 truncate rounded-sm text-left text-muted hover:text-text"
              onClick={() => {
                designer.session.setState({ selectedNodes: [otherId], selectedWires: [] });
                designer.session.getState().view?.reveal(otherId);
              }}
            >
              {title}
            </button>
            {port.relation === "delegates" && (
              <IconButton
                icon="settings"
                size={24}
                label={t("termsWith", { title })}
                onClick={() => designer.session.setState({ selectedNodes: [], selectedWires: [wire.id] })}
              />
            )}
            <IconButton
              icon="x"
              size={24}
              label={t("removeTheWireTo", { title })}
              onClick={() => {
                designer.document.edit((whole) => removeWires(whole, [wire.id]));
                announce(designer, t("removedTheWireTo", { title }));
              }}
            />
          </div>
        );
      })}
    </li>
  );
}
