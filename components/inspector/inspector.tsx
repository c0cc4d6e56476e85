"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { ApplyingBudgets } from "#components/budgets/applying-budgets.tsx";
import { commandOf } from "#components/canvas/commands/all-commands.ts";
import { FrameInspector } from "#components/canvas/frame-inspector.tsx";
import { hueColor } from "#components/canvas/hues.ts";
import { runFromHere } from "#components/canvas/store/test-pins.ts";
import { useDesigner, useDocument, useNode, useSession } from "#components/canvas/store/use-designer.ts";
import { useFaceOf } from "#components/canvas/use-face-of.ts";
import { isAgentNode } from "#components/suites/agents-of.ts";
import { useDefinitionText } from "#components/translations/definition-texts.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { later, PanelSkeleton } from "#components/ui/later.tsx";
import { changeConfig, renameNode } from "#lib/blueprint/edits/change-nodes.ts";
import { frameOfNodes } from "#lib/blueprint/frames.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { outcomeHook } from "#lib/nodes/feedback/ways-of-feedback.ts";
import { BlueprintSettings } from "./blueprint-settings.tsx";
import { CircuitNote } from "./circuit-note.tsx";
import { ConfigForm } from "./config-form.tsx";
import { WiresSection } from "./wires-section.tsx";

const AbilityTest = later(async () => (await import("./ability-test.tsx")).AbilityTest);
const PinnedResult = later(async () => (await import("./pinned-result.tsx")).PinnedResult);
const AgentTest = later(async () => (await import("#components/agent/agent-test.tsx")).AgentTest);
const AgentVersion = later(async () => (await import("#components/agent/agent-version.tsx")).AgentVersion);
const AgentEvals = later(async () => (await import("#components/suites/agent-evals.tsx")).AgentEvals);
const TriggerSection = later(async () => (await import("./trigger-section.tsx")).TriggerSection);
const WireInspector = later(async () => (await import("./wire-inspector.tsx")).WireInspector, PanelSkeleton);

/** What can be said about the one node selected. */
export function Inspector() {
  const t = useTranslations("inspector");
  const ofCanvas = useTranslations("canvas");
  const designer = useDesigner();
  const selected = useSession((session) => session.selectedNodes);
  const chosenWires = useSession((session) => session.selectedWires);
  const wires = chosenWires.length;
  const node = useNode(selected.length === 1 ? (selected[0] ?? "") : "");
  const frame = useDocument((document) => frameOfNodes(document, selected));
  if (node) return <NodeForm key={node.id} node={node} />;
  const remove = commandOf("delete");
  const group = commandOf("group");
  if (frame && selected.length > 1) return <FrameInspector key={frame.id} frame={frame} />;
  const [wire] = chosenWires;
  if (selected.length === 0 && wires === 1 && wire !== undefined) return <WireInspector id={wire} />;
  if (selected.length > 1 || wires > 0)
    return (
      <EmptyState
        icon="list-checks"
        title={
          selected.length > 1
            ? t("nodesSelected", { count: selected.length })
            : t("wiresSelected", { count: wires })
        }
        action={
          <span className="flex gap-1">
            {selected.length > 1 && (
              <IconButton
                icon={group.icon}
                label={ofCanvas(`commands.${group.id}`)}
                onClick={() => group.perform(designer)}
              />
            )}
            <IconButton
              icon={remove.icon}
              label={t("deleteTheSelection")}
              onClick={() => remove.perform(designer)}
            />
          </span>
        }
      >
        {t("moveThem")}
      </EmptyState>
    );
  return <BlueprintSettings />;
}

// The same two fields by which publishing tells what can be called from what fires by itself.
function isPublishedTrigger({ kind, config }: BlueprintNode): boolean {
  return nodeDefinition(kind).role === "trigger" && ("secret" in config || "cron" in config);
}

function NodeForm({ node }: { node: BlueprintNode }) {
  const t = useTranslations("inspector");
  const ofCanvas = useTranslations("canvas");
  const faceOf = useFaceOf();
  const say = useDefinitionText();
  const designer = useDesigner();
  const issues = useSession((session) => session.issues);
  const wanted = useSession((session) => session.wantedField);
  const definition = nodeDefinition(node.kind);
  const face = faceOf(node);
  const own = issues.filter((issue) => issue.node === node.id);
  const loose = own.filter((issue) => issue.field === undefined);
  const duplicate = commandOf("duplicate");
  const remove = commandOf("delete");
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex items-center gap-2.5">
        <span
          className="flex size-8 shrink-0 items-center justify-center rounded-md"
          style={{ background: hueColor(face.hue, "soft"), color: hueColor(face.hue) }}
        >
          <Icon name={face.icon} size={17} />
        </span>
        <div className="min-w-0 flex-1">
          <input
            data-inspector-title
            aria-label={t("title")}
            value={node.title}
            placeholder={face.kind}
            onChange={(event) =>
              designer.document.edit(
                (document) => renameNode(document, node.id, event.target.value),
                `title ${node.id}`,
              )
            }
            className="-ml-1.5 w-full rounded-md border border-transparent bg-transparent px-1.5 font-semibold text-base -outline-offset-1 hover:border-line"
          />
          <p className="mt-0.5 truncate text-muted text-xs">
            {face.kind}
            {face.ability === undefined ? "" : ` · ${say(`nodes.${node.kind}.title`, definition.title)}`}
          </p>
        </div>
        {definition.role === "step" && (
          <IconButton
            icon="play"
            label={t("runFromHere")}
            size={28}
            onClick={() => runFromHere(designer, node.id)}
          />
        )}
        <IconButton
          icon="bookmark"
          label={ofCanvas("saveAsAPreset")}
          size={28}
          onClick={() => designer.session.setState({ presetFrom: node.id })}
        />
        <IconButton
          icon="copy"
          label={t("duplicate")}
          size={28}
          onClick={() => duplicate.perform(designer)}
        />
        <IconButton icon="trash-2" label={t("delete")} size={28} onClick={() => remove.perform(designer)} />
      </div>
      {loose.map((issue) => (
        <p
          key={issue.message}
          className={`flex gap-2 rounded-md px-2.5 py-2 text-xs ${issue.severity === "error" ? "bg-failed-soft text-failed" : "bg-waiting-soft text-waiting"}`}
        >
          <Icon
            name={issue.severity === "error" ? "circle-alert" : "triangle-alert"}
            size={14}
            className="mt-px"
          />
          <span>
            {issue.message}
            {issue.why && <span className="mt-1 block">{issue.why}</span>}
            {issue.fix && <span className="mt-1 block">{issue.fix}</span>}
          </span>
        </p>
      ))}
      <ApplyingBudgets blueprintId={designer.id} nodeId={node.id} />
      {isAgentNode(node) && <CircuitNote blueprintId={designer.id} nodeId={node.id} />}
      {"criteria" in node.config && (
        <Button
          size="sm"
          icon="target"
          className="self-start"
          onClick={() => designer.session.setState({ wizardGoal: node.id })}
        >
          {t("writeItStepByStep")}
        </Button>
      )}
      {isAgentNode(node) && (
        <Link
          href={`/blueprints/${designer.id}/agents/${node.id}`}
          className={`${buttonClass("secondary", "sm")} self-start`}
        >
          <Icon name="maximize-2" size={14} />
          {t("openTheAgentsPage")}
        </Link>
      )}
      <ConfigForm
        form={definition.form}
        schema={definition.config}
        values={node.config}
        node={node}
        issues={own}
        wantedField={wanted?.node === node.id ? wanted.field : null}
        change={(field, value) =>
          designer.document.edit(
            (document) => changeConfig(document, node.id, { [field]: value }),
            `config ${node.id} ${field}`,
          )
        }
      />
      {(isPublishedTrigger(node) || outcomeHook(node)) && <TriggerSection node={node} />}
      {"ability" in node.config && <AbilityTest node={node} />}
      {"ability" in node.config && <PinnedResult nodeId={node.id} />}
      <WiresSection node={node} />
      {isAgentNode(node) && <AgentVersion node={node} titled />}
      {isAgentNode(node) && <AgentTest nodeId={node.id} />}
      {isAgentNode(node) && <AgentEvals blueprintId={designer.id} nodeId={node.id} />}
    </div>
  );
}
