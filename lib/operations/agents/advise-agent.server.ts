import "server-only";
import { database } from "#db/client.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { agentContracts } from "#lib/api/contracts/agents.ts";
import { tokensOf } from "#lib/blueprint/checks/prompt-rules.ts";
import { adviseOnPrompt } from "#lib/blueprint/checks/prompts.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";
import { requireAgent } from "./require-agent.ts";

type Advice = typeof agentContracts.advice;

/** What could be better in an agent's instructions, as saved or as given. */
export async function adviseAgent(
  actor: Actor,
  { params, body }: ContractInput<Advice>,
): Promise<ContractOutput<Advice>> {
  authorize(actor, "read");
  const { draft } = await requireBlueprint(database(), actor.workspaceId, params.id);
  const agent = requireAgent(draft, params.nodeId);
  const text = body.instructions ?? agent.config.instructions;
  const items = adviseOnPrompt(draft, agent.id, text) ?? [];
  return { tokens: tokensOf(text), items: items.map((item) => ({ ...item, node: agent.id })) };
}
