import { topicKinds } from "./classify-topic.ts";
import { findInText } from "./find-in-text.ts";
import { attackCorpus } from "./labelled/attack-corpus.ts";
import { attacks, harmless } from "./labelled/injection.ts";
import { ordinaryCorpus } from "./labelled/ordinary-corpus.ts";
import { topicSamples } from "./labelled/topics.ts";

/** How a classifier did on the labelled texts of this repository. */
export type Measured = {
  classifier: string;
  precision: number;
  recall: number;
  positives: number;
  negatives: number;
  missed: string[];
  mistaken: string[];
};

/** Precision and recall of the local classifiers on the labelled texts: small sets, no promise about other texts. */
export function measureClassifiers(): Measured[] {
  const trips = (text: string, sensitivity: "low" | "normal" | "high") =>
    findInText({ check: "injection", sensitivity }, text).length > 0;
  const injection = (["low", "normal", "high"] as const).map((sensitivity) =>
    measure(
      `injection, ${sensitivity}`,
      attacks.map((text) => ({ text, right: trips(text, sensitivity) })),
      harmless.map((text) => ({ text, right: !trips(text, sensitivity) })),
    ),
  );
  const topicsIn = (text: string) =>
    findInText({ check: "topic", topics: [...topicKinds], words: [] }, text).map((finding) => finding.check);
  return [
    ...injection,
    measure(
      "topic",
      topicSamples.flatMap(([text, topic]) =>
        topic === null ? [] : [{ text, right: topicsIn(text).includes(`topic: ${topic}`) }],
      ),
      topicSamples.flatMap(([text, topic]) =>
        topic === null ? [{ text, right: topicsIn(text).length === 0 }] : [],
      ),
    ),
  ];
}

/** The corpus of attacks and ordinary texts, the half that was looked at and the half that was not. */
export function measureCorpus(): Measured[] {
  const trips = (text: string) => findInText({ check: "injection", sensitivity: "normal" }, text).length > 0;
  return ["looked at", "held out"].map((name, half) =>
    measure(
      `injection corpus, ${name}`,
      attackCorpus
        .filter((_, index) => index % 2 === half)
        .map(({ id, turns }) => ({ text: id, right: turns.some(trips) })),
      ordinaryCorpus
        .filter((_, index) => index % 2 === half)
        .map(({ text }) => ({ text, right: !trips(text) })),
    ),
  );
}

type Judged = { text: string; right: boolean };

function measure(classifier: string, positives: Judged[], negatives: Judged[]): Measured {
  const missed = positives.filter(({ right }) => !right).map(({ text }) => text);
  const mistaken = negatives.filter(({ right }) => !right).map(({ text }) => text);
  const hits = positives.length - missed.length;
  return {
    classifier,
    precision: hits === 0 ? 0 : hits / (hits + mistaken.length),
    recall: hits / positives.length,
    positives: positives.length,
    negatives: negatives.length,
    missed,
    mistaken,
  };
}
