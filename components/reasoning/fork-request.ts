import type { CallInput } from "#lib/api/client.ts";
import type { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";

/** What the form holds; `from` is `beginning`, `turn SEQ` or `action ID`, `node` empty where no settings change. */
export type ForkDraft = {
  from: string;
  input: string;
  result: string;
  instructions: string;
  model: string;
  node: string;
  settings: string;
};

type Body = NonNullable<CallInput<typeof explanationContracts.fork>["body"]>;
type StepOf<Kind extends RunStep["kind"]> = Extract<RunStep, { kind: Kind }>;

/** The turns and finished actions a run can be forked at, and of how many agents. */
export function forkSources(run: RunState) {
  const turns = run.steps.filter((step): step is StepOf<"turn"> => step.kind === "turn");
  const actions = run.steps.filter(
    (step): step is StepOf<"action"> => step.kind === "action" && step.startedAt !== null,
  );
  return { turns, actions, agents: new Set(turns.map(({ nodeId }) => nodeId)).size };
}

/** True where a text cannot be read as JSON. */
export function misreadJson(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

/** The request a draft stands for; of a node's settings only what differs is sent. The JSON in it must be readable. */
export function forkRequest(run: RunState, document: Blueprint, draft: ForkDraft): Body {
  const [kind, where = ""] = split(draft.from);
  const nodes = changedSettings(document, draft);
  // Sent although it is the same: the run is then taken anew from its beginning.
  const anew = kind === "beginning" && (nodes.length === 0 || draft.input !== (run.input.text ?? ""));
  return {
    ...(kind === "turn" ? { fromSeq: Number(where) } : {}),
    changes: {
      ...(anew ? { input: draft.input } : {}),
      ...(kind === "action" ? { result: { action: where, value: JSON.parse(draft.result) } } : {}),
      ...(draft.instructions.trim() === "" ? {} : { instructions: draft.instructions }),
      ...(draft.model.trim() === "" ? {} : { model: draft.model.trim() }),
      ...(nodes.length === 0 ? {} : { nodes }),
    },
  };
}

function split(from: string): [kind: string, where?: string] {
  const at = from.indexOf(" ");
  return at < 0 ? [from] : [from.slice(0, at), from.slice(at + 1)];
}

function changedSettings(document: Blueprint, { node, settings }: ForkDraft) {
  if (node === "") return [];
  const before = (nodeOf(document, node)?.config ?? {}) as Record<string, unknown>;
  const after = JSON.parse(settings) as Record<string, unknown>;
  const config = Object.fromEntries(
    Object.entries(after).filter(([key, value]) => stableJson(value) !== stableJson(before[key])),
  );
  return Object.keys(config).length === 0 ? [] : [{ id: node, config }];
}
