import { measureClassifiers, measureCorpus } from "#lib/nodes/guardrail/measure-classifiers.ts";

// Prints how the local classifiers do on the labelled texts, and which ones they get wrong.
const percent = (share: number) => `${Math.round(share * 100)} %`;
for (const one of [...measureClassifiers(), ...measureCorpus()]) {
  process.stdout.write(
    `${one.classifier}: precision ${percent(one.precision)}, recall ${percent(one.recall)} (${one.positives} positive, ${one.negatives} negative texts)\n`,
  );
  for (const text of one.missed) process.stdout.write(`  missed: ${text}\n`);
  for (const text of one.mistaken) process.stdout.write(`  mistaken: ${text}\n`);
}
