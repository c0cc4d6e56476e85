import { meanings } from "./words.ts";

/** Whether the system prompt asks for options to be weighed rather than for an answer. */
export function isDecisionPrompt(system: string): boolean {
  return /^\s*# decision\b/i.test(system);
}

/** How well a kind of move usually does on what people weigh by; anything else is middling. */
const habits = {
  proposed: { speed: 0.9, quality: 0.7, cost: 0.6, satisfaction: 0.8, other: 0.7 },
  "ask-person": { speed: 0.3, quality: 0.9, cost: 0.4, satisfaction: 0.6, other: 0.6 },
  nothing: { speed: 1, quality: 0.2, cost: 1, satisfaction: 0.1, other: 0.2 },
} as const;

/** Options by rule: do it, ask a person, or leave it, from what the action is and what happened before. */
export function weighOptions(system: string): string {
  const ability = /^ability: (.+)$/m.exec(system)?.[1]?.trim() ?? "the action";
  const args = /^arguments: (.+)$/m.exec(system)?.[1] ?? "{}";
  const traits = new RegExp(`^- ${escaped(ability)} \\((\\w+), (\\w+)\\)`, "m").exec(system);
  const final = traits?.[2] === "irreversible";
  const criteria = [...section(system, "Criteria").matchAll(/^- ([^:\n]+): (.*)$/gm)].map((line) => ({
    id: line[1] ?? "",
    label: line[2] ?? "",
  }));
  const broken = brokenConstraint(system, `${ability} ${args}`);
  const failedBefore = [...system.matchAll(/^- (outcome:\d+) .*goal (?:missed|blocked).*$/gm)].find(
    (line) => line[0].includes(ability.replaceAll("_", "-")) || line[0].includes(ability),
  );
  const past = [...system.matchAll(/^- (outcome:\d+) /gm)].map((line) => line[1] ?? "");
  const passages = [...section(system, "Knowledge").matchAll(/^(\[\d+\])/gm)].map((line) => line[1] ?? "");
  const spoken = ability.replaceAll("_", " ");
  const scoresOf = (kind: keyof typeof habits) =>
    Object.fromEntries(criteria.map((one) => [one.id, habits[kind][habitOf(`${one.id} ${one.label}`)]]));
  const options = [
    {
      title: `Go on with ${spoken}`,
      does: "proposed",
      scores: scoresOf("proposed"),
      probability: failedBefore ? 0.5 : final ? 0.85 : 0.95,
      goalFit: broken === "" ? 0.85 : 0.2,
      predicted: `${spoken.charAt(0).toUpperCase()}${spoken.slice(1)} is done as asked${final ? " and cannot be taken back" : ""}.`,
      reason: failedBefore
        ? `It serves the request, though ${failedBefore[1]} ended badly.`
        : "It does what was asked for.",
      breaks: broken,
    },
    {
      title: "Ask a person first",
      does: "ask-person",
      scores: scoresOf("ask-person"),
      probability: 0.9,
      goalFit: 0.7,
      predicted: "A person looks at it and decides; that takes longer.",
      reason: "Slower, but somebody else has looked at it.",
    },
    {
      title: "Leave it",
      does: "nothing",
      scores: scoresOf("nothing"),
      probability: 1,
      goalFit: 0.1,
      predicted: "Nothing changes and the request stays open.",
      reason: "Costs nothing and helps nobody.",
    },
  ];
  return JSON.stringify({ options, evidence: [...past.slice(0, 5), ...passages.slice(0, 2)] });
}

function habitOf(name: string): keyof (typeof habits)["proposed"] {
  if (/speed|fast|time|delay|quick/i.test(name)) return "speed";
  if (/quality|correct|accura|risk|safe/i.test(name)) return "quality";
  if (/cost|price|money|spend|budget/i.test(name)) return "cost";
  return /satisf|happy|customer|experience/i.test(name) ? "satisfaction" : "other";
}

/** A “never” of the goal most of whose words are in the action. */
function brokenConstraint(system: string, action: string): string {
  const said = new Set(meanings(action.replace(/[_"{}:,]/g, " ")));
  for (const line of system.matchAll(/^- never: (.+)$/gm)) {
    const words = [...new Set(meanings(line[1] ?? ""))];
    const shared = words.filter((word) => said.has(word));
    if (words.length > 0 && shared.length / words.length >= 0.6) return line[1] ?? "";
  }
  return "";
}

function section(system: string, name: string): string {
  const from = system.indexOf(`## ${name}\n`);
  if (from < 0) return "";
  const rest = system.slice(from + name.length + 4);
  const end = rest.indexOf("\n## ");
  return end < 0 ? rest : rest.slice(0, end);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
