import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { insertRun } from "#db/queries/runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { agentContracts } from "#lib/api/contracts/agents.ts";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import { newId } from "#lib/foundation/ids.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";
import { draftToRun } from "../blueprints/publish-pins.server.ts";
import { requireAgent } from "./require-agent.ts";

type Test = typeof agentContracts.test;

/**
 * Runs one agent of the draft alone, once for each variant, with its own data, abilities and goals. What it would write
 * is simulated and the runs count in no figure, so that trying costs tokens and nothing else.
 */
export async function testAgent(
  actor: Actor,
  { params, body }: ContractInput<Test>,
): Promise<ContractOutput<Test>> {
  authorize(actor, "run.start");
  const { workspaceId } = actor;
  const { id: blueprintId, draft } = await requireBlueprint(database(), workspaceId, params.id);
  const agent = requireAgent(draft, params.nodeId);
  const { text } = body;
  const runs = [];
  for (const { instructions, model } of body.variants) {
    // A pinned agent is tried as the draft has it: that is what is being written here.
    const tried = changeConfig(draft, agent.id, {
      pin: null,
      ...(instructions === undefined ? {} : { instructions }),
      ...(model === undefined ? {} : { model, firstTurnModel: null }),
    });
    const document = await draftToRun(database(), workspaceId, blueprintId, tried);
    const ids = { runId: newId(), conversationId: newId() };
    await insertRun(databasePool(), {
      id: ids.runId,
      workspaceId,
      blueprintId,
      conversationId: ids.conversationId,
      contactId: null,
      version: null,
      document,
      purpose: "evaluation",
      opens: { channel: "evaluation", title: `Test of ${agent.title}`.slice(0, 120), accessHash: null },
      trigger: { nodeId: agent.id, text, event: null, simulate: true, agent: agent.id },
      first: {
        seq: 1,
        at: new Date().toISOString(),
        event: { type: "run.started", blueprintId, version: null, triggerNodeId: agent.id, input: { text } },
      },
    });
    runs.push(ids);
  }
  await recordAudit(database(), actor, {
    action: "agent.tested",
    noun: "blueprint",
    nounId: blueprintId,
    after: { agent: agent.id, runs: runs.map(({ runId }) => runId) },
  });
  return { runs };
}
