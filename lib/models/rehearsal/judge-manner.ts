/** A criterion about manner, recognised by its words, and what decides it. */
type Manner = { about: RegExp; test: (answer: string) => { met: boolean; reason: string } };

const warm =
  /\b(?:sorry|apologi[sz]e|understand(?:able)?|i can see|i see how|that must|thank you for (?:telling|letting)|frustrating|glad|happy to)\b/i;
const blaming =
  /\b(?:your (?:own )?fault|your mistake|you should have|you failed|you must have|you did not read|as i (?:already )?said|as stated|obviously|it is clear that you)\b/i;
const stiff =
  /\b(?:pursuant|aforementioned|henceforth|herewith|hereby|heretofore|utili[sz]e|in accordance with|terms and conditions|notwithstanding|per our policy|inform you that)\b/i;
const longestSentence = 30;

const manners: readonly Manner[] = [
  {
    about: /\b(?:one|single) (?:clarifying )?question\b/i,
    test: (answer) => {
      const asked = answer.match(/\?+(?=\s|$|["”)])/g)?.length ?? 0;
      return {
        met: asked === 1,
        reason: `The answer asks ${asked} ${asked === 1 ? "question" : "questions"}.`,
      };
    },
  },
  {
    about: /\b(?:blam\w+|accus\w+)\b/i,
    test: (answer) => found(blaming.exec(answer)?.[0], "The answer blames nobody.", "It blames"),
  },
  {
    about: /\b(?:plain|simple) (?:words|language)\b|\bjargon\b/i,
    test: (answer) => {
      const long = answer
        .split(/[.!?;:\n]+/)
        .find((sentence) => sentence.trim().split(/\s+/).length > longestSentence);
      const words = stiff.exec(answer)?.[0] ?? (long ? `${long.trim().slice(0, 60)}…` : undefined);
      return found(words, "The words are plain.", "Not plain");
    },
  },
  {
    about: /\b(?:acknowledg\w+|empath\w+|feel\w*|apologi\w+|sympath\w+|warm\w*)\b/i,
    test: (answer) => {
      const words = warm.exec(answer)?.[0];
      return words
        ? { met: true, reason: `The answer acknowledges it (“${words}”).` }
        : { met: false, reason: "The answer says nothing about how the person feels." };
    },
  },
];

/** A verdict on manner by its marks in the text; undefined for a rubric about anything else. */
export function judgeManner(rubric: string, answer: string): { met: boolean; reason: string } | undefined {
  return manners.find(({ about }) => about.test(rubric))?.test(answer);
}

function found(words: string | undefined, fine: string, wrong: string): { met: boolean; reason: string } {
  return words ? { met: false, reason: `${wrong}: “${words}”.` } : { met: true, reason: fine };
}
