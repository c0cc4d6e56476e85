import type { Situation } from "./situation.ts";

/** The rules of the section “Style” the rehearsal model can follow: it has no tone of its own. */
export type StyleBriefing = { greeting: string; signOff: string; avoid: { word: string; say: string }[] };

/** Reads the section's lines. */
export function readStyle(body: string): StyleBriefing {
  const quoted = (line: string) => [...line.matchAll(/“([^”]{1,200})”/g)].map(([, words]) => words ?? "");
  const style: StyleBriefing = { greeting: "", signOff: "", avoid: [] };
  for (const line of body.split("\n")) {
    const [first = "", second = ""] = quoted(line);
    if (line.startsWith("- greeting:")) style.greeting = first;
    else if (line.startsWith("- sign-off:")) style.signOff = first;
    else if (line.startsWith("- avoid:") && first !== "") style.avoid.push({ word: first, say: second });
  }
  return style;
}

/** An answer as the style guide wants it. */
export function inStyle(answer: string, { briefing, spoken }: Situation): string {
  const { style } = briefing;
  if (!style || answer === "") return answer;
  let text = answer;
  for (const { word, say } of style.avoid)
    text = text.replace(wholeWord(word), (found) => likeCase(found, say));
  const isFirst = !spoken.some((one) => one.who === "agent");
  if (isFirst && style.greeting !== "" && !text.startsWith(style.greeting))
    text = `${style.greeting} ${text}`;
  if (style.signOff !== "" && !/\?\s*$/.test(text) && !text.endsWith(style.signOff))
    text = `${text}\n\n${style.signOff}`;
  return text;
}

function wholeWord(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu");
}

function likeCase(found: string, say: string): string {
  return /^\p{Lu}/u.test(found) ? say.charAt(0).toUpperCase() + say.slice(1) : say;
}
