import { saying, topicsOf } from "./compose-answer.ts";
import { capitalised } from "./rows.ts";
import type { Situation } from "./situation.ts";
import type { Understanding } from "./understand-request.ts";

const askedOnce = "I need to know a little more";

/** The reply when nothing is to be done or looked up; a vague request gets exactly one question. */
export function smallTalk(social: NonNullable<Understanding["social"]>, situation: Situation): string {
  switch (social) {
    case "thanks":
      return "You are welcome.";
    case "declined":
      return "All right. I will leave it at that.";
    case "about":
      return `${situation.briefing.agent ? `I am ${situation.briefing.agent}, an assistant. ` : ""}${offer(situation)} What can I do for you?`;
    case "greeting":
      return `Hello. ${offer(situation)} What can I do for you?`;
    case "vague":
      if (hasAsked(situation))
        return `I still cannot tell what you need. ${offer(situation)} ${wayOn(situation)}`;
      return `I would like to help, but ${askedOnce}. ${offer(situation)} ${question(situation)}`;
  }
}

// The same question twice would only go in circles.
function hasAsked(situation: Situation): boolean {
  return situation.spoken.findLast((one) => one.who === "agent")?.text.includes(askedOnce) ?? false;
}

function wayOn(situation: Situation): string {
  return situation.abilities.some((one) => one.kind === "handoff")
    ? "Would you like me to hand this to a person?"
    : "Tell me one of these, with its number or name, and I will begin.";
}

function offer(situation: Situation): string {
  const things = situation.abilities
    .filter((one) => !["search", "recall", "remember"].includes(one.kind))
    .slice(0, 5)
    .map(saying);
  const topics = topicsOf(situation.briefing);
  if (topics.length > 0) things.push(`answer questions about ${topics.join(", ")}`);
  if (things.length === 0)
    return situation.briefing.goals[0] ? `I am here for this: ${situation.briefing.goals[0].title}.` : "";
  const unique = [...new Set(things)];
  return capitalised(
    `I can ${unique.length > 1 ? `${unique.slice(0, -1).join(", ")} or ${unique.at(-1)}` : unique[0]}.`,
  );
}

function question(situation: Situation): string {
  const changed = new Set(situation.abilities.flatMap((one) => (one.kind === "change" ? [one.noun] : [])));
  const reader = situation.abilities.find((one) => one.kind === "read" && one.noun && changed.has(one.noun));
  return reader ? `What happened, and which ${reader.noun} is it about?` : "What exactly do you need?";
}
