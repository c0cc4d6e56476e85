import type { Passage } from "./parse-prompt.ts";
import { meanings } from "./words.ts";

/** A passage that bears on a question, with the sentences that say most about it. */
export type Finding = { passage: Passage; excerpt: string; coverage: number };

/** Words so common in questions that a passage without them still answers. */
const lightWords = new Set([
  "pay",
  "work",
  "offer",
  "provide",
  "take",
  "make",
  "us",
  "good",
  "long",
  "time",
  "day",
  "possible",
  "order",
  "product",
  "item",
  "find",
  "company",
  "help",
  "allow",
  "accept",
  "support",
  "buy",
  "question",
  "information",
  "info",
  "explain",
  "happen",
  "mean",
  "kind",
  "people",
]);

/** The share of a question's meaning a passage must hold before it is taken for an answer. */
const enough = 0.45;

/** The passages that answer a question, best first; empty when none does, which is when the honest answer is "I don't know". */
export function findPassages(
  question: string,
  passages: readonly Passage[],
  { limit = 2, onlyKnown = false }: { limit?: number; onlyKnown?: boolean } = {},
): Finding[] {
  const bags = passages.map((passage) => ({
    passage,
    title: new Set(meanings(passage.title)),
    words: new Set(meanings(`${passage.title} ${passage.text}`)),
  }));
  const asked = [...new Set(meanings(question))]
    .filter((word) => !/^\d+$/.test(word))
    .filter((word) => !onlyKnown || (!lightWords.has(word) && bags.some((bag) => bag.words.has(word))));
  if (asked.length === 0) return [];
  const weight = (word: string) => (lightWords.has(word) ? 0.5 : 1);
  const total = asked.reduce((sum, word) => sum + weight(word), 0);
  const ranked = bags
    .map(({ passage, title, words }) => {
      const hit = asked.filter((word) => words.has(word));
      const coverage = hit.reduce((sum, word) => sum + weight(word), 0) / total;
      const solid = hit.some((word) => !lightWords.has(word)) || hit.length === asked.length;
      return {
        passage,
        coverage: solid ? coverage : coverage / 2,
        rank: coverage + 0.3 * (hit.filter((word) => title.has(word)).length / asked.length),
      };
    })
    .filter((one) => one.coverage >= enough)
    .sort((a, b) => b.rank - a.rank || a.passage.number - b.passage.number);
  const best = ranked[0];
  if (!best) return [];
  return ranked
    .filter((one) => one.rank >= best.rank * 0.85)
    .slice(0, limit)
    .map((one) => ({
      passage: one.passage,
      coverage: one.coverage,
      excerpt: excerptOf(one.passage.text, asked),
    }));
}

/** Up to three sentences in their own order, those that share most words with the question. */
function excerptOf(text: string, asked: readonly string[]): string {
  const sentences = text
    .slice(0, 6_000)
    .split(/(?<=[.!?])\s+(?=[\p{Lu}\d"“])|\n+/u)
    .map((sentence) => sentence.replace(/^[-*#>\s]+/, "").trim())
    .filter((sentence) => sentence.length > 2);
  if (sentences.length <= 3) return sentences.map(closed).join(" ");
  const wanted = new Set(asked);
  const scored = sentences.map((sentence, index) => ({
    sentence,
    index,
    score: new Set(meanings(sentence).filter((word) => wanted.has(word))).size,
  }));
  const best = scored.toSorted((a, b) => b.score - a.score || a.index - b.index).slice(0, 3);
  return best
    .toSorted((a, b) => a.index - b.index)
    .map((one) => closed(one.sentence))
    .join(" ");
}

function closed(sentence: string): string {
  return /[.!?:]$/.test(sentence) ? sentence : `${sentence}.`;
}
