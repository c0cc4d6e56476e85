import type { z } from "zod";
import { abilityDefinitionNode } from "./ability/definition.ts";
import { agentDefinition } from "./agent/definition.ts";
import { approvalDefinition } from "./approval/definition.ts";
import { boardDefinition } from "./board/definition.ts";
import { chatDefinition } from "./chat/definition.ts";
import { datasetDefinition } from "./dataset/definition.ts";
import type { NodeDefinition } from "./define-node.ts";
import { experimentDefinition } from "./experiment/definition.ts";
import { feedbackDefinition } from "./feedback/definition.ts";
import { goalDefinition } from "./goal/definition.ts";
import { guardrailDefinition } from "./guardrail/definition.ts";
import { memoryDefinition } from "./memory/definition.ts";
import { noteDefinition } from "./note/definition.ts";
import { ruleDefinition } from "./rule/definition.ts";
import { scheduleDefinition } from "./schedule/definition.ts";
import { webhookDefinition } from "./webhook/definition.ts";

/** Every kind of node; the document's union, palette, forms, validation and docs derive from this record. */
export const nodeDefinitions = {
  goal: goalDefinition,
  feedback: feedbackDefinition,
  agent: agentDefinition,
  dataset: datasetDefinition,
  memory: memoryDefinition,
  ability: abilityDefinitionNode,
  chat: chatDefinition,
  webhook: webhookDefinition,
  schedule: scheduleDefinition,
  rule: ruleDefinition,
  experiment: experimentDefinition,
  guardrail: guardrailDefinition,
  approval: approvalDefinition,
  board: boardDefinition,
  note: noteDefinition,
} as const;

/** A key of {@link nodeDefinitions}. */
export type NodeKind = keyof typeof nodeDefinitions;

/** The parsed config of a kind. */
export type NodeConfig<Kind extends NodeKind> = z.output<(typeof nodeDefinitions)[Kind]["config"]>;

/** A definition with its config type forgotten, for code that serves every kind. */
export type AnyNodeDefinition = NodeDefinition<string, z.ZodObject>;

/** All kinds in the palette's order. */
export const nodeKinds = Object.keys(nodeDefinitions) as [NodeKind, ...NodeKind[]];

/** The definition of a kind of this build. */
export function nodeDefinition(kind: NodeKind): AnyNodeDefinition {
  return nodeDefinitions[kind] as unknown as AnyNodeDefinition;
}
