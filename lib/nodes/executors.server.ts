import "server-only";
import { abilityNodeExecutor } from "./ability/execute.server.ts";
import { agentExecutor } from "./agent/execute.server.ts";
import { approvalExecutor } from "./approval/execute.server.ts";
import { boardExecutor } from "./board/execute.server.ts";
import { chatExecutor } from "./chat/execute.server.ts";
import { datasetExecutor } from "./dataset/execute.server.ts";
import type { NodeConfig, NodeKind } from "./definitions.ts";
import type { NodeExecutor } from "./execute-node.ts";
import { experimentExecutor } from "./experiment/execute.server.ts";
import { feedbackExecutor } from "./feedback/execute.server.ts";
import { goalExecutor } from "./goal/execute.server.ts";
import { guardrailExecutor } from "./guardrail/execute.server.ts";
import { memoryExecutor } from "./memory/execute.server.ts";
import { noteExecutor } from "./note/execute.server.ts";
import { ruleExecutor } from "./rule/execute.server.ts";
import { scheduleExecutor } from "./schedule/execute.server.ts";
import { webhookExecutor } from "./webhook/execute.server.ts";

const nodeExecutors: { [Kind in NodeKind]: NodeExecutor<NodeConfig<Kind>> } = {
  goal: goalExecutor,
  feedback: feedbackExecutor,
  agent: agentExecutor,
  dataset: datasetExecutor,
  memory: memoryExecutor,
  ability: abilityNodeExecutor,
  chat: chatExecutor,
  webhook: webhookExecutor,
  schedule: scheduleExecutor,
  rule: ruleExecutor,
  experiment: experimentExecutor,
  guardrail: guardrailExecutor,
  approval: approvalExecutor,
  board: boardExecutor,
  note: noteExecutor,
};

/** What a kind does, with its config type forgotten; a document's configs are parsed before. */
export function nodeExecutor(kind: NodeKind): NodeExecutor<never> {
  return nodeExecutors[kind] as NodeExecutor<never>;
}
