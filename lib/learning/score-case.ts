import { RE2JS } from "re2js";
import { checkStyle } from "#lib/blueprint/style-guide.ts";
import { evaluateCel } from "#lib/foundation/cel.ts";
import type { Judgement } from "#lib/runtime/assess.ts";
import type { Check, Expectation, ResultStatus } from "#lib/suites/suite-case.ts";
import type { CaseEvidence } from "./case-evidence.ts";

type Finding = Pick<Check, "passed" | "reason" | "criteria">;

/** The score of a case: a check for each expectation and what they come to. */
export type CaseScore = { status: Extract<ResultStatus, "passed" | "failed" | "errored">; checks: Check[] };

/**
 * Judges a case by what its runs left behind; `judged` holds the judge's word for each rubric. A run that failed fails
 * its case unless the case says how the run ends.
 */
export function scoreCase(
  expectations: readonly Expectation[],
  evidence: CaseEvidence,
  judged: ReadonlyMap<string, Judgement>,
): CaseScore {
  const saysHowItEnds = expectations.some(({ kind }) => kind === "status");
  const all: readonly Expectation[] =
    saysHowItEnds || evidence.status === "succeeded"
      ? expectations
      : [{ kind: "status", status: "succeeded" }, ...expectations];
  const checks = all.map((expectation) => ({ expectation, ...check(expectation, evidence, judged) }));
  return { status: statusOf(checks), checks };
}

/** What cannot be told is no failure: a case fails by a failed check, and passes only when every check did. */
function statusOf(checks: readonly Check[]): CaseScore["status"] {
  if (checks.some(({ passed }) => passed === false)) return "failed";
  return checks.some(({ passed }) => passed === null) ? "errored" : "passed";
}

function check(
  expectation: Expectation,
  evidence: CaseEvidence,
  judged: ReadonlyMap<string, Judgement>,
): Finding {
  const { calls, citations, facts, turns, usage } = evidence;
  const answer = evidence.answer ?? "";
  switch (expectation.kind) {
    case "answer-contains":
      return { passed: includes(answer, expectation.text), reason: said(answer) };
    case "answer-lacks":
      return { passed: !includes(answer, expectation.text), reason: said(answer) };
    case "answer-matches":
      return matches(expectation.pattern, answer);
    case "ability-called":
      return called(expectation, calls, facts);
    case "ability-not-called": {
      const found = called(expectation, calls, facts);
      return { ...found, passed: found.passed === null ? null : !found.passed };
    }
    case "outcome":
      return {
        passed: evidence.verdict === expectation.verdict,
        reason: evidence.verdict === null ? "No goal was measured." : `The outcome is ${evidence.verdict}.`,
      };
    case "status":
      return {
        passed: evidence.status === expectation.status,
        reason: `The run ${evidence.status}${evidence.error === null ? "." : `: ${evidence.error}`}`,
      };
    case "condition": {
      const result = evaluateCel(expectation.when, facts);
      if (!result.ok) return { passed: false, reason: `The condition could not be told: ${result.problem}` };
      return { passed: result.value, reason: `${expectation.when} is ${result.value}.` };
    }
    case "judge": {
      const word = judged.get(expectation.rubric);
      return word
        ? { passed: word.met, reason: word.reason }
        : { passed: null, reason: "The judge gave no verdict. Check the model of the tier “standard”." };
    }
    case "rubric":
      return rubric(expectation, judged);
    case "questions": {
      const asked = evidence.answers.reduce((sum, text) => sum + questionsIn(text), 0);
      const reason = `It asked ${asked} ${asked === 1 ? "question" : "questions"}. ${said(answer)}`;
      return { passed: asked >= expectation.min && asked <= expectation.max, reason };
    }
    case "style": {
      if (!evidence.style) return { passed: null, reason: "The blueprint has no style guide." };
      const criteria = checkStyle(evidence.style, evidence.answers);
      const broken = criteria.filter(({ met }) => !met).length;
      const reason = broken === 0 ? "Every rule holds." : `${broken} of ${criteria.length} rules are broken.`;
      return { passed: broken === 0, reason, criteria };
    }
    case "cites": {
      const titles = [...new Set(citations.map(({ title }) => title))];
      const found = citations.some((one) =>
        [one.title, one.documentId].some((name) => same(name, expectation.document)),
      );
      return {
        passed: found,
        reason: titles.length === 0 ? "Nothing is cited." : `Cites ${titles.join(", ")}.`,
      };
    }
    case "routed-to":
      return routed(expectation.agent, evidence.routes);
    case "max-cost":
      if (usage.costUsd === null) return { passed: null, reason: "The price of a model is not known." };
      return { passed: usage.costUsd <= expectation.usd, reason: `It cost $${usage.costUsd}.` };
    case "max-turns":
      return {
        passed: turns <= expectation.turns,
        reason: `It took ${turns} ${turns === 1 ? "turn" : "turns"}.`,
      };
  }
}

/** Questions a text asks: sentences that end in a question mark, however many marks stand there. */
function questionsIn(text: string): number {
  return text.match(/？+|[?؟]+(?=["”»')\]*\s]|$)/gu)?.length ?? 0;
}

// One criterion without a verdict leaves the whole open, unless the others decide it either way.
function rubric(
  { criteria, passAt }: Extract<Expectation, { kind: "rubric" }>,
  judged: ReadonlyMap<string, Judgement>,
): Finding {
  const told = criteria.map(({ label, weight }) => {
    const word = judged.get(label);
    return { label, weight, met: word?.met ?? null, reason: word?.reason ?? "The judge gave no verdict." };
  });
  const weigh = (list: typeof told) => list.reduce((sum, { weight }) => sum + weight, 0);
  const all = weigh(told);
  const least = weigh(told.filter(({ met }) => met === true)) / all;
  const most = weigh(told.filter(({ met }) => met !== false)) / all;
  const passed = least >= passAt - 1e-9 ? true : most < passAt - 1e-9 ? false : null;
  const reason = `${percent(least)} of the rubric is met; ${percent(passAt)} is the bar.`;
  return { passed, reason, criteria: told };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function called(
  wanted: { ability: string; when: string },
  calls: CaseEvidence["calls"],
  facts: Record<string, unknown>,
): Finding {
  const own = calls.filter(({ name }) => name === wanted.ability);
  const names = [...new Set(calls.map(({ name }) => name))].join(", ");
  const missing = names === "" ? "No ability was called." : `Called instead: ${names}.`;
  if (own.length === 0) return { passed: false, reason: missing };
  const shown = own.map((call) => JSON.stringify(call.arguments)).join(" and ");
  const reason = `${wanted.ability} was called with ${shorten(shown)}.`;
  if (wanted.when === "") return { passed: true, reason };
  const results = own.map((call) => evaluateCel(wanted.when, { ...facts, arguments: call.arguments }));
  if (results.some((result) => result.ok && result.value)) return { passed: true, reason };
  const problem = results.find((result) => !result.ok);
  return { passed: false, reason: problem ? `${reason} ${problem.problem}` : reason };
}

function routed(agent: string, routes: CaseEvidence["routes"]): Finding {
  if (routes.length === 0) return { passed: false, reason: "No coordinator routed anything." };
  const wanted = (names: string[]) =>
    agent === "" ? names.length === 0 : names.some((name) => same(name, agent));
  const went = routes.map((names) => names[1] ?? "nobody").join(", ");
  return { passed: routes.every(wanted), reason: `Routed to ${went}.` };
}

// RE2 runs in linear time, so no pattern can hold up a worker.
function matches(pattern: string, answer: string): Finding {
  try {
    const found = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE).matcher(answer).find();
    return { passed: found, reason: said(answer) };
  } catch (caught) {
    const why = caught instanceof Error ? caught.message : "it cannot be read";
    return { passed: null, reason: `The pattern cannot be used: ${why}` };
  }
}

function includes(text: string, part: string): boolean {
  return fold(text).includes(fold(part));
}

function same(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

// Models break lines and space words as they like.
function fold(text: string): string {
  return text.normalize("NFKC").toLocaleLowerCase("en").replace(/\s+/g, " ").trim();
}

function said(answer: string): string {
  return answer.trim() === "" ? "There was no answer." : `The answer: “${shorten(answer)}”`;
}

function shorten(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
