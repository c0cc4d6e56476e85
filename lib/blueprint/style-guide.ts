import { z } from "zod";

/** How everything the blueprint says to people sounds, whatever the agent and the channel. */
export const styleGuideSchema = z.strictObject({
  /** In the author's words, such as “Warm, brief, on first-name terms”. */
  tone: z.string().trim().max(500).default(""),
  /** Begins the first answer of a conversation. */
  greeting: z.string().trim().max(200).default(""),
  /** Ends every answer that is not a question. */
  signOff: z.string().trim().max(200).default(""),
  /** Words not to use, each with what to say instead; an empty `say` just leaves it out. */
  avoid: z
    .array(
      z.strictObject({ word: z.string().trim().min(1).max(80), say: z.string().trim().max(80).default("") }),
    )
    .max(100)
    .default([]),
  /** The most words a sentence has; null for no limit. */
  sentenceWords: z.number().int().min(5).max(60).nullable().default(null),
});

/** See {@link styleGuideSchema}. */
export type StyleGuide = z.output<typeof styleGuideSchema>;

/** The rules as an agent is told them, one a line; none where the guide says nothing. */
export function styleRules(style: StyleGuide): string[] {
  const { tone, greeting, signOff, avoid, sentenceWords } = style;
  return [
    ...(tone === "" ? [] : [`- tone: ${oneLine(tone)}`]),
    ...(greeting === ""
      ? []
      : [`- greeting: begin the first answer of a conversation with “${oneLine(greeting)}”`]),
    ...(signOff === ""
      ? []
      : [`- sign-off: end every answer that is not a question with “${oneLine(signOff)}”`]),
    ...avoid.map(({ word, say }) => `- avoid: “${word}”${say === "" ? "" : `; say “${say}”`}`),
    ...(sentenceWords === null ? [] : [`- sentences: at most ${sentenceWords} words each`]),
  ];
}

/** What became of one rule of the guide. */
export type StyleFinding = { label: string; weight: number; met: boolean; reason: string };

/** Looks at the answers of one conversation, in order, by every rule that needs no judge. */
export function checkStyle(style: StyleGuide, answers: readonly string[]): StyleFinding[] {
  const { greeting, signOff, avoid, sentenceWords } = style;
  const told = answers.map(plain).filter((answer) => answer !== "");
  const findings: StyleFinding[] = [];
  const add = (label: string, wrong: string | undefined) =>
    findings.push({ label, weight: 1, met: wrong === undefined, reason: wrong ?? "Holds in every answer." });
  const [first = ""] = told;
  if (greeting !== "")
    add(
      `Begins with “${greeting}”`,
      first.startsWith(plain(greeting)) ? undefined : `The first answer begins with “${first.slice(0, 60)}”.`,
    );
  if (signOff !== "") {
    const without = told.find((answer) => !endsInQuestion(answer) && !answer.endsWith(plain(signOff)));
    add(`Ends with “${signOff}”`, without && `An answer ends with “${without.slice(-60)}”.`);
  }
  for (const { word } of avoid) {
    const used = told.find((answer) => wordPattern(word).test(answer));
    add(`Does not say “${word}”`, used && `An answer says it: “${around(used, word)}”.`);
  }
  if (sentenceWords !== null) {
    const long = told
      .flatMap((answer) => answer.split(/[.!?;:。！？]+(?:\s|$)/u))
      .find((sentence) => wordsIn(sentence) > sentenceWords);
    add(
      `At most ${sentenceWords} words a sentence`,
      long && `A sentence has ${wordsIn(long)}: “${long.trim().slice(0, 60)}…”.`,
    );
  }
  return findings;
}

/** Whether the last thing said is a question, after which no sign-off is due. */
export function endsInQuestion(answer: string): boolean {
  return /[?？؟]["”’)]*\s*$/u.test(answer);
}

/** Finds a word or phrase as a whole, in any case. */
export function wordPattern(word: string, flags = "iu"): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, flags);
}

function around(answer: string, word: string): string {
  const at = Math.max(0, answer.search(wordPattern(word)) - 20);
  return answer.slice(at, at + 60 + word.length);
}

function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function plain(text: string): string {
  return oneLine(text.normalize("NFKC"));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
