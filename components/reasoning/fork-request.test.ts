import { describe, expect, it } from "vitest";
import type { RunState } from "#lib/run-events/run-state.ts";
import { draw } from "#lib/testing/scenario.ts";
import { type ForkDraft, forkRequest, misreadJson } from "./fork-request.ts";

const document = draw(
  [
    ["chat", "chat"],
    ["docs", "dataset", { dataset: "policies", version: 3 }],
  ],
  [],
);
const run = { runId: "r", input: { text: "Where is it?" }, steps: [] } as unknown as RunState;
const draft: ForkDraft = {
  from: "beginning",
  input: "Where is it?",
  result: "",
  instructions: "",
  model: "",
  node: "",
  settings: "",
};

describe("the request of a fork", () => {
  it("takes the run anew from its beginning where nothing is changed", () => {
    expect(forkRequest(run, document, draft)).toEqual({ changes: { input: "Where is it?" } });
  });

  it("sends of a node's settings only what differs, and no message that is the same", () => {
    const settings = JSON.stringify({ dataset: "policies", version: 2 });
    expect(forkRequest(run, document, { ...draft, node: "docs", settings })).toEqual({
      changes: { nodes: [{ id: "docs", config: { version: 2 } }] },
    });
    const same = JSON.stringify({ dataset: "policies", version: 3 });
    expect(forkRequest(run, document, { ...draft, node: "docs", settings: same }).changes).toEqual({
      input: "Where is it?",
    });
  });

  it("begins at a turn, or behind an action whose id may hold anything", () => {
    expect(forkRequest(run, document, { ...draft, from: "turn 12", model: " fast " })).toEqual({
      fromSeq: 12,
      changes: { model: "fast" },
    });
    expect(forkRequest(run, document, { ...draft, from: "action a b.1.1", result: "null" })).toEqual({
      changes: { result: { action: "a b.1.1", value: null } },
    });
    expect([misreadJson("{"), misreadJson("[]")]).toEqual([true, false]);
  });
});
