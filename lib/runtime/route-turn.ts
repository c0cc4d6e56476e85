import { evaluateCel } from "#lib/foundation/cel.ts";
import type { RoutingSettings } from "#lib/nodes/execute-node.ts";

/** What a router may look at before a turn; the names are those of the CEL conditions. */
export type RouteFacts = {
  /** Counted from 1. */
  turn: number;
  /** The message that began the run. */
  text: string;
  words: number;
  /** How many abilities the agent may call. */
  abilities: number;
  /** Results of actions so far. */
  results: number;
  /** The last thing it tried did not work, or it was sent back. */
  failed: boolean;
};

/** Which model a turn goes to; `instead` is the one it would have gone to without the router. */
export type Route = { model: string; by: "rule" | "classifier"; why: string; instead: string };

const hardWords =
  /\b(why|compare|explain|because|unless|except|instead|difference|calculate|analy[sz]e|plan|decide|negotiate|contract|legal|complain\w*|warum|vergleiche?n?|erkl[äa]re?n?|por qu[eé]|compara\w*|explica\w*)\b/i;

/** Up to this many points a turn counts as simple. */
const simpleUpTo = 1;

/**
 * How demanding a turn is, in points, with what they were given for. A plain local classifier: the length of the
 * message, how many questions and numbers it has, words that ask for reasoning, results to put together, and a failure
 * to recover from, which alone makes a turn demanding.
 */
export function demandOf(facts: RouteFacts): { points: number; because: string[] } {
  const because: string[] = [];
  let points = 0;
  const add = (given: number, why: string) => {
    points += given;
    because.push(why);
  };
  if (facts.words > 60) add(1, `${facts.words} words`);
  if (facts.words > 150) add(1, "a long message");
  const questions = (facts.text.match(/[?？]/g) ?? []).length;
  if (questions > 1) add(1, `${questions} questions`);
  const numbers = (facts.text.match(/\d+(?:[.,]\d+)*/g) ?? []).length;
  if (numbers > 2) add(1, `${numbers} numbers`);
  if (hardWords.test(facts.text)) add(1, "it asks for reasoning");
  if (facts.results > 2) add(1, `${facts.results} results to put together`);
  if (facts.failed) add(2, "the last attempt failed");
  return { points, because };
}

/** Picks the model of a turn: the first rule that holds, else the classifier, else nothing and the usual model stays. */
export function routeTurn(routing: RoutingSettings, usual: string, facts: RouteFacts): Route | null {
  for (const [index, rule] of routing.rules.entries()) {
    const held = evaluateCel(rule.when, facts);
    // A condition that cannot be told never sends a turn to another model.
    if (held.ok && held.value)
      return rule.model === usual
        ? null
        : { model: rule.model, by: "rule", why: `Rule ${index + 1}: ${rule.when}`, instead: usual };
  }
  if (!routing.classify || usual === routing.simpleModel) return null;
  const { points, because } = demandOf(facts);
  if (points > simpleUpTo) return null;
  const why = because.length === 0 ? "A simple turn" : `A simple turn, though ${because.join(", ")}`;
  return { model: routing.simpleModel, by: "classifier", why, instead: usual };
}
