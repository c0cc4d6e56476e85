"use client";

import { useTranslations } from "use-intl";
import { hueColor } from "#components/canvas/hues.ts";
import { paletteGroups } from "#components/canvas/palette-items.ts";
import { useDesigner, useDocument, useSession } from "#components/canvas/store/use-designer.ts";
import { useFaceOf } from "#components/canvas/use-face-of.ts";
import { AbilityTest } from "#components/inspector/ability-test.tsx";
import { ConfigForm } from "#components/inspector/config-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { addNode } from "#lib/blueprint/edits/add-node.ts";
import { changeConfig, removeNodes } from "#lib/blueprint/edits/change-nodes.ts";
import { addWire } from "#lib/blueprint/edits/wires.ts";
import { neighboursOf, nodeOf, portsOf } from "#lib/blueprint/graph.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import type { Relation } from "#lib/nodes/define-node.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";

/** What an agent reaches by one relation, each editable in place, with a way to give it more. */
export function AgentResources({
  agentId,
  relation,
  none,
  add,
}: {
  agentId: string;
  relation: Relation;
  none: string;
  /** The button's words. */
  add: string;
}) {
  const designer = useDesigner();
  const document = useDocument((whole) => whole);
  const nodes = neighboursOf(document, agentId, relation, "out");
  const choices = paletteGroups
    .flatMap((group) => group.items)
    .filter(({ kind, ability }) => {
      const { ports, config, role } = nodeDefinition(kind);
      const parsed = config.safeParse(ability === undefined ? {} : { ability });
      const entry = parsed.success && ports(parsed.data).find((port) => port.relation === relation);
      return role === "resource" && entry && entry.side === "in";
    });
  const give = (item: (typeof choices)[number]) =>
    designer.document.edit((whole) => {
      const agent = nodeOf(whole, agentId);
      const place = { x: (agent?.position.x ?? 0) + 320, y: (agent?.position.y ?? 0) + nodes.length * 88 };
      const grown = addNode(whole, item.kind, place, item.ability ? { ability: item.ability } : {});
      const added = grown.nodes.at(-1);
      const from = agent && portsOf(agent).find((port) => port.side === "out" && port.relation === relation);
      const to = added && portsOf(added).find((port) => port.side === "in" && port.relation === relation);
      if (!added || !from || !to) return whole;
      return addWire(grown, { node: agentId, port: from.id }, { node: added.id, port: to.id });
    });
  return (
    <div className="flex flex-col items-start gap-2">
      {nodes.length === 0 && <p className="text-muted text-sm">{none}</p>}
      {nodes.map((node) => (
        <Resource key={node.id} node={node} />
      ))}
      <Menu
        trigger={
          <Button size="sm" icon="plus">
            {add}
          </Button>
        }
        entries={choices.map((item) => ({ label: item.title, icon: item.icon, onSelect: () => give(item) }))}
      />
    </div>
  );
}

function Resource({ node }: { node: BlueprintNode }) {
  const t = useTranslations("agentPage");
  const faceOf = useFaceOf();
  const designer = useDesigner();
  const issues = useSession((session) => session.issues);
  const definition = nodeDefinition(node.kind);
  const face = faceOf(node);
  const own = issues.filter((issue) => issue.node === node.id);
  return (
    <details className="group w-full rounded-lg border border-line" data-testid={`resource-${node.id}`}>
      <summary className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-lg px-3 py-1.5 hover:bg-hover">
        <span style={{ color: hueColor(face.hue) }}>
          <Icon name={face.icon} size={16} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{face.title}</span>
          <span className="block truncate text-muted text-xs">{face.summary || face.kind}</span>
        </span>
        {own.some(({ severity }) => severity === "error") && (
          <Icon name="circle-alert" label={t("hasErrors")} size={15} className="text-failed" />
        )}
        <Icon
          name="chevron-down"
          size={15}
          className="text-muted transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="flex flex-col gap-4 border-line border-t p-3">
        <ConfigForm
          form={definition.form}
          schema={definition.config}
          values={node.config}
          node={node}
          issues={own}
          wantedField={null}
          change={(field, value) =>
            designer.document.edit(
              (document) => changeConfig(document, node.id, { [field]: value }),
              `config ${node.id} ${field}`,
            )
          }
        />
        {"ability" in node.config && <AbilityTest node={node} />}
        <Button
          size="sm"
          look="danger"
          icon="trash-2"
          className="self-start"
          onClick={() => designer.document.edit((document) => removeNodes(document, [node.id]))}
        >
          {t("removeFromTheBlueprint")}
        </Button>
      </div>
    </details>
  );
}
