import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { type TeamTerms, teamTermsSchema } from "#lib/blueprint/team-terms.ts";
import type { ScriptedStep } from "#lib/models/scripted.ts";
import { initialRun, reduceRun } from "#lib/run-events/reduce-run.ts";
import { draw, playScenario } from "#lib/testing/scenario.ts";

const price = { type: "object", properties: { price: { type: "number" } }, required: ["price"] };

/** A lead with agents it works with; the terms of each wire by the agent's id. */
function team(
  lead: Record<string, unknown>,
  others: Record<string, { config?: Record<string, unknown>; terms?: Partial<TeamTerms>; from?: string }>,
): Blueprint {
  const names = Object.keys(others);
  const plain = draw(
    [
      ["chat", "chat"],
      ["lead", "agent", { instructions: "Lead.", ...lead }],
      ...names.map((id): [string, string, unknown] => [
        id,
        "agent",
        { instructions: `Be ${id}.`, ...others[id]?.config },
      ]),
    ],
    ["chat.starts>lead.start", ...names.map((id) => `${others[id]?.from ?? "lead"}.delegates>${id}.asked`)],
  );
  const wires = plain.wires.map((wire) => {
    const terms = others[wire.to.node]?.terms;
    return terms ? { ...wire, terms: teamTermsSchema.parse(terms) } : wire;
  });
  return { ...plain, wires };
}

/** Answers by who is asked and how often that agent has spoken. */
function cast(parts: Record<string, (spoken: number, call: LanguageModelV4CallOptions) => ScriptedStep>) {
  return (call: LanguageModelV4CallOptions): ScriptedStep => {
    const system = String(call.prompt[0]?.content);
    const who = /# Agent: (\w+)/.exec(system)?.[1] ?? "judge";
    const spoken = call.prompt.filter(({ role }) => role === "assistant").length;
    const part = parts[who];
    if (!part) throw new Error(`Nobody plays ${who}.`);
    return part(spoken, call);
  };
}

const ask = (...calls: [string, Record<string, unknown>][]): ScriptedStep => ({
  toolCalls: calls.map(([name, args]) => ({ name, arguments: args })),
});

const lastResult = (call: LanguageModelV4CallOptions) => JSON.stringify(call.prompt.at(-1)?.content);

describe("a team of agents", () => {
  it("delegates with a typed result, asks for it again where it does not fit, and nests the steps", async () => {
    const { events, verdict } = await playScenario({
      document: team({}, { pricing: { terms: { result: price, maxTokens: 50 } } }),
      answer: cast({
        lead: (spoken, call) =>
          spoken === 0
            ? ask(["ask_pricing", { task: "Price the kettle" }])
            : { text: `It costs ${/price\\?":(\d+)/.exec(lastResult(call))?.[1]}.` },
        pricing: (spoken) => ({ text: spoken === 0 ? "Ten." : '{"price":10}' }),
      }),
    });
    expect(verdict.answer).toBe("It costs 10.");
    const within = events.filter((event) => event.within === "lead.1.1").map(({ type }) => type);
    expect(within).toContain("turn.completed");
    expect(within).toContain("delegation.message");
    expect(within.at(-1)).toBe("delegation.finished");
    expect(events.filter(({ type }) => type === "message.completed")).toHaveLength(1);
    const run = events.reduce(
      (state, event, index) =>
        reduceRun(state, { runId: "r", seq: index + 1, at: "2026-01-05T09:00:00.000Z", event }),
      initialRun("r"),
    );
    const delegation = run.steps.find((step) => step.kind === "delegation");
    expect(delegation).toMatchObject({ status: "succeeded", result: { price: 10 }, turns: 2 });
    expect(verdict.usage.inputTokens).toBe(4);
  });

  it("refuses a circle and what lies too deep, and says so to whoever asked", async () => {
    const answers: string[] = [];
    const document = team(
      {},
      { mid: { terms: { depth: 1 } }, deep: { from: "mid" }, back: { from: "deep" } },
    );
    const { verdict } = await playScenario({
      document,
      answer: cast({
        lead: (spoken) => (spoken === 0 ? ask(["ask_mid", { task: "Go" }]) : { text: "Done." }),
        mid: (spoken, call) => {
          if (spoken === 0) return ask(["ask_deep", { task: "Go" }]);
          answers.push(lastResult(call));
          return { text: "I did it." };
        },
      }),
    });
    expect(verdict.status).toBe("succeeded");
    expect(answers[0]).toContain("no deeper");
  });

  it.each([
    ["priority", 12, "priority"],
    ["vote", 10, "vote"],
    ["judge", 11, "judge"],
    ["human", 99, "Ada"],
  ])("settles a conflict by %s", async (conflictRule, value, by) => {
    const terms = (priority: number) => ({ terms: { result: price, priority } });
    const { events } = await playScenario({
      document: team(
        { agreeOn: ["price"], conflictRule },
        { one: terms(10), two: terms(20), three: terms(30), four: terms(90) },
      ),
      decision: { arguments: { price: 99 } },
      answer: cast({
        lead: (spoken) =>
          spoken === 0
            ? ask(
                ...["one", "two", "three", "four"].map((name): [string, Record<string, unknown>] => [
                  `ask_${name}`,
                  { task: "Price" },
                ]),
              )
            : { text: "Done." },
        one: () => ({ text: '{"price":10}' }),
        two: () => ({ text: '{"price":10}' }),
        three: () => ({ text: '{"price":11}' }),
        four: () => ({ text: '{"price":12}' }),
        judge: () => ({ text: '{"best": 3, "reason": "Middle."}' }),
      }),
    });
    expect(events.find(({ type }) => type === "conflict.settled")).toMatchObject({
      field: "price",
      value,
      by,
    });
  });

  it("passes a typed payload from phase to phase and ends with the last one's answer", async () => {
    const { events, verdict } = await playScenario({
      document: team({}, { second: { terms: { protocol: "hand-over", task: price } } }),
      answer: cast({
        lead: (spoken) =>
          spoken === 0
            ? ask(["hand_over_to_second", { price: "dear" }])
            : ask(["hand_over_to_second", { price: 7 }]),
        second: (_spoken, call) => ({
          text: `Got ${/"price":(\d+)/.exec(String(call.prompt[0]?.content))?.[1]}.`,
        }),
      }),
    });
    expect(verdict.answer).toBe("Got 7.");
    expect(events.find(({ type }) => type === "phase.passed")).toMatchObject({ payload: { price: 7 } });
  });

  it.each([
    [0.9, "ask", "From the specialist.", "routed"],
    [0.3, "ask", "Which one?", "asked"],
    [0.3, "stand-in", "From the generalist.", "stand-in"],
  ])(
    "routes with a confidence of %s and otherwise %s",
    async (confidence, routeOtherwise, answer, verdict) => {
      const played = await playScenario({
        document: team(
          { strategy: "route", routeOtherwise },
          { special: {}, general: { terms: { protocol: "stand-in" } } },
        ),
        answer: cast({
          lead: () => ({
            text: JSON.stringify({
              specialist: "ask_special",
              confidence,
              reason: "r",
              question: "Which one?",
            }),
          }),
          special: () => ({ text: "From the specialist." }),
          general: () => ({ text: "From the generalist." }),
        }),
      });
      expect(played.verdict.answer).toBe(answer);
      expect(played.events.find(({ type }) => type === "route.chosen")).toMatchObject({
        verdict,
        confidence,
      });
    },
  );
});
