import type { RunHost } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import type { Tally } from "./tally.ts";

const claims =
  /\b(?:done|completed?|sent|e-?mailed|refunded|paid|created|saved|stored|updated|changed|booked|reserved|cancell?ed|scheduled|processed|submitted|deleted|removed|added|opened|issued|recorded|placed|ordered|charged|transferred|notified|forwarded|registered|erledigt|gesendet|erstattet|angelegt|gespeichert|storniert)\b/gi;
const perfect =
  /\b(?:i have|i've|i just|i|we have|we've|we|has been|have been|was|were|is|are|it's|all|successfully|now|wurde|habe|ist)\b/i;
const negation =
  /\b(?:not|no|never|cannot|can't|couldn't|could not|unable|fail(?:ed|s|ure)?|without|wasn't|weren't|isn't|hasn't|haven't|didn't|if|once|when|after|before|please|nicht|kein\w*|leider)\b|\?/i;

/**
 * Puts right an answer that claims what did not happen: names the claim in the log and adds what is true. Told by
 * words, in sentences without a “not”, so it can miss a claim in unusual words; it never changes what was done.
 */
export function correctClaims(host: RunHost, agent: PlannedAgent, tally: Tally, text: string): string {
  const failed = [...new Map(tally.notDone.map((one) => [one.name, one])).values()];
  const corrections = failed.flatMap((one) => {
    const claim = findClaim(
      text,
      one,
      Object.values(tally.done).some((other) => other.wrote),
    );
    if (claim === null) return [];
    host.emit({
      type: "guardrail.tripped",
      nodeId: agent.node.id,
      on: "output",
      mode: "warn",
      check: "claim",
      excerpt: claim.slice(0, 80),
    });
    tally.falseClaims += 1;
    return [
      one.maybe
        ? `Correction: it is not known whether “${one.title}” was done.`
        : `Correction: “${one.title}” was not done.`,
    ];
  });
  return corrections.length === 0 ? text : `${text}\n\n${corrections.join("\n")}`;
}

function findClaim(
  text: string,
  failed: { name: string; title: string },
  otherActionsWorked: boolean,
): string | null {
  const stems = `${failed.name} ${failed.title}`
    .toLowerCase()
    .match(/[\p{L}]{4,}/gu)
    ?.map((word) => word.slice(0, 5));
  for (const sentence of text.split(/(?<=[.!?])\s+|\n+/)) {
    if (negation.test(sentence) || !perfect.test(sentence)) continue;
    const words = sentence.match(claims) ?? [];
    if (words.length === 0) continue;
    // Where something else did work, the sentence must be about this action to be wrong.
    const isAbout = stems?.some((stem) => sentence.toLowerCase().includes(stem)) ?? false;
    if (isAbout || !otherActionsWorked) return sentence.trim();
  }
  return null;
}
