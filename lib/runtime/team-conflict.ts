import { stableJson } from "#lib/foundation/stable-json.ts";
import { askPerson } from "./ask-person.ts";
import { showArguments } from "./guard-text.ts";
import type { RunHost } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import type { Tally } from "./tally.ts";
import type { Work, WorkEnd } from "./team-delegate.ts";
import { pickOne } from "./team-pick.ts";

/** A field on which agents differed, and what holds now. */
export type Settled = { field: string; value: unknown; reason: string };

/** What one agent proposed. */
type Proposal = { delegationId: string; nodeId: string; title: string; priority: number; value: unknown };

type Verdict = { value: unknown; index: number | null; reason: string; by: string };

const askForMs = 24 * 60 * 60_000;

/** Finds the fields on which the typed results of one group differ, and settles each by the rule of the agent. */
export async function settleConflicts(
  host: RunHost,
  agent: PlannedAgent,
  groupId: string,
  works: readonly Work[],
  ends: readonly WorkEnd[],
  tally: Tally,
): Promise<Settled[]> {
  const settled: Settled[] = [];
  const { agreeOn, conflictRule: rule } = agent.settings.team;
  for (const field of agreeOn) {
    const proposals = ends.flatMap(({ id, result }): Proposal[] => {
      const work = works.find((one) => one.id === id);
      if (!work || typeof result !== "object" || result === null || !Object.hasOwn(result, field)) return [];
      const { nodeId, title, terms } = work.partner;
      const value = (result as Record<string, unknown>)[field];
      return [{ delegationId: id, nodeId, title, priority: terms.priority, value }];
    });
    const different = new Set(proposals.map(({ value }) => keyOf(value)));
    if (different.size < 2) continue;
    const verdict = await settle(host, agent, `${groupId} ${field}`, field, proposals, tally);
    const won = (one: Proposal) => verdict.index !== null && keyOf(one.value) === keyOf(verdict.value);
    host.emit({
      type: "conflict.settled",
      nodeId: agent.node.id,
      groupId,
      field,
      rule,
      options: proposals.map(({ delegationId, nodeId, value }) => ({ delegationId, nodeId, value })),
      value: verdict.value,
      winners: proposals.filter(won).map(({ delegationId }) => delegationId),
      losers: proposals.filter((one) => !won(one)).map(({ delegationId }) => delegationId),
      reason: verdict.reason,
      by: verdict.by,
    });
    settled.push({ field, value: verdict.value, reason: verdict.reason });
  }
  return settled;
}

function settle(
  host: RunHost,
  agent: PlannedAgent,
  name: string,
  field: string,
  proposals: Proposal[],
  tally: Tally,
): Promise<Verdict> | Verdict {
  const { conflictRule } = agent.settings.team;
  if (conflictRule === "vote") return byVote(proposals);
  if (conflictRule === "judge") return byJudge(host, agent, name, field, proposals, tally);
  if (conflictRule === "human") return byPerson(host, agent, name, field, proposals, tally);
  return byPriority(proposals);
}

function byPriority(proposals: readonly Proposal[], why = ""): Verdict {
  const best = Math.max(...proposals.map(({ priority }) => priority));
  const index = proposals.findIndex(({ priority }) => priority === best);
  const winner = proposals[index];
  const reason = `${why}“${winner?.title}” has the highest priority (${best}).`;
  return { value: winner?.value, index, reason, by: "priority" };
}

function byVote(proposals: readonly Proposal[]): Verdict {
  const votes = Map.groupBy(proposals, ({ value }) => keyOf(value));
  const most = Math.max(...[...votes.values()].map((voters) => voters.length));
  const leading = [...votes.values()].filter((voters) => voters.length === most);
  if (leading.length > 1) return byPriority(leading.flat(), `A tie of ${most} each. `);
  const [winner] = leading[0] ?? [];
  const index = winner ? proposals.indexOf(winner) : -1;
  return { value: winner?.value, index, reason: `${most} of ${proposals.length} said so.`, by: "vote" };
}

async function byJudge(
  host: RunHost,
  agent: PlannedAgent,
  name: string,
  field: string,
  proposals: Proposal[],
  tally: Tally,
): Promise<Verdict> {
  const picked = await pickOne(host, agent, tally, {
    stepName: `settle ${name}`,
    question: `Agents differ on “${field}”. Pick the one that serves the task best.`,
    candidates: proposals.map(({ title, value }) => ({ from: title, value })),
  });
  if (!picked) return byPriority(proposals, "The judge gave no verdict. ");
  return { value: proposals[picked.index]?.value, index: picked.index, reason: picked.reason, by: "judge" };
}

async function byPerson(
  host: RunHost,
  agent: PlannedAgent,
  name: string,
  field: string,
  proposals: Proposal[],
  tally: Tally,
): Promise<Verdict> {
  const leading = byPriority(proposals);
  const said = proposals.map(({ title, value }) => `${title}: ${JSON.stringify(value)}`);
  const decision = await askPerson(
    host,
    { nodeId: agent.node.id, reason: `Agents differ on “${field}”. ${said.join("; ")}`, timeoutMs: askForMs },
    {
      actionId: `settle ${name}`,
      title: `Settle “${field}”`,
      args: { [field]: leading.value },
      show: (args) => showArguments(agent.guards, args),
    },
    tally,
  );
  if (decision.decision === "expire") return byPriority(proposals, "Nobody decided in time. ");
  const word = decision.comment === "" ? "" : ` ${decision.comment}`;
  if (decision.decision === "reject")
    return {
      value: null,
      index: null,
      reason: `${decision.by} refused all of them.${word}`,
      by: decision.by,
    };
  const value = decision.arguments?.[field] ?? leading.value;
  const index = proposals.findIndex((one) => keyOf(one.value) === keyOf(value));
  // A person may decide on something nobody proposed: it holds, and nobody has won.
  return {
    value,
    index: index < 0 ? null : index,
    reason: `${decision.by} decided.${word}`,
    by: decision.by,
  };
}

function keyOf(value: unknown): string {
  return stableJson({ value });
}
