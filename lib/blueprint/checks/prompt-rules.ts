import type { ConfigProblem } from "#lib/nodes/define-node.ts";
import { contentWords, overlap, type Sentence, sentencesOf, without } from "./sentences-of.ts";

/** What is known around the instructions. */
export type PromptSurroundings = {
  goals: readonly { title: string; statement: string }[];
  maxTurns: number;
  /** Tokens above which splitting is advised; 0 never. */
  tokensAbove: number;
};

const charactersPerToken = 4;
const field = "instructions";

/** About how many tokens a text costs; English prose, no model asked. */
export function tokensOf(text: string): number {
  return Math.round(text.length / charactersPerToken);
}

/** What is plainly wrong in instructions; part of the validation of a blueprint. */
export function promptProblems(text: string, around: PromptSurroundings): ConfigProblem[] {
  if (text.trim() === "") return [];
  return [...secrets(text), ...contradictions(text), ...unfilled(text), ...tooLong(text, around)];
}

/** What a good editor would add; told by the prompt assistant only. */
export function promptAdvice(text: string, around: PromptSurroundings): ConfigProblem[] {
  if (text.trim() === "") return [];
  return [...goalUnmentioned(text, around), ...noRefusal(text)];
}

const secretShapes =
  /\b(?:sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{30,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,})|-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:password|passwd|passwort|secret|api[ _-]?key|token)\s*(?:is|ist|=|:)\s*["'“]?(?=[^\s"'”]*\d)[^\s"'”,.;]{6,}/gi;

function secrets(text: string): ConfigProblem[] {
  const found = text.match(secretShapes) ?? [];
  if (found.length === 0) return [];
  return [
    {
      severity: "error",
      code: "prompt-secret",
      field,
      message: `There ${found.length === 1 ? "is something that looks like a secret" : `are ${found.length} things that look like secrets`} in the instructions.`,
      why: "Instructions go to the model in every turn, into exports and into every version; whoever chats can try to get them out.",
      fix: "Store it under Settings, Secrets, and let an ability use it by its name. Then change it where it came from.",
      offer: { label: "Take it out", field, value: text.replace(secretShapes, "[removed]") },
    },
  ];
}

// Pairs of wishes that cannot both be kept; the first word of each pair is only for the message.
const opposites: readonly (readonly [string, RegExp, string, RegExp])[] = [
  [
    "brief",
    /\b(?:be|answer|reply|keep it|write)\b[^.\n]{0,24}\b(?:brief|short|concise|one sentence|terse)/i,
    "detailed",
    /\b(?:be|answer|reply|write|explain|give)\b[^.\n]{0,24}\b(?:detailed|in detail|long|thorough|exhaustive|comprehensive|verbose)/i,
  ],
  [
    "formal",
    /\b(?:be|stay|write|sound|use)\b[^.\n]{0,24}\bformal\b/i,
    "casual",
    /\b(?:be|stay|write|sound|use)\b[^.\n]{0,24}\b(?:casual|informal|colloquial|slang|chatty)\b/i,
  ],
  [
    "ask first",
    /\b(?:always ask|ask (?:the \w+ )?(?:first|before)|ask for confirmation)\b/i,
    "never ask",
    /\b(?:never ask|do not ask|don't ask|without asking)\b/i,
  ],
  [
    "one language",
    /\b(?:always|only) (?:answer|reply|write|speak)\b[^.\n]{0,12}\bin (?:english|german|french|spanish|dutch|japanese)\b/i,
    "the customer's language",
    /\bin the (?:language of the|customer'?s|user'?s|visitor'?s|same) ?\w* ?(?:language|message)?\b/i,
  ],
];

// Each is compared with each: what a person wrote has far fewer.
const mostSentences = 300;

function contradictions(text: string): ConfigProblem[] {
  const sentences = sentencesOf(text);
  const found: { one: Sentence; other: Sentence }[] = [];
  for (const [, first, , second] of opposites) {
    const one = sentences.find(({ text: each }) => first.test(each));
    const other = sentences.find((each) => each !== one && second.test(each.text));
    if (one && other) found.push({ one, other });
  }
  const told = sentences
    .slice(0, mostSentences)
    .filter(({ text: each }) => !exempts(each))
    .map((sentence) => ({ sentence, words: contentWords(sentence.text) }))
    .filter(({ words }) => words.size >= 2);
  const allowed = told.filter(({ sentence }) => /\b(?:always|must(?! not| never))\b/i.test(sentence.text));
  const forbidden = told.filter(({ sentence }) => /\b(?:never|must not|do not|don't)\b/i.test(sentence.text));
  for (const one of allowed)
    for (const other of forbidden)
      if (one !== other && overlap(one.words, other.words) >= 0.75)
        found.push({ one: one.sentence, other: other.sentence });
  const [first] = found.map(({ one, other }) =>
    one.start < other.start ? { one, other } : { one: other, other: one },
  );
  if (!first) return [];
  return [
    {
      severity: "warning",
      code: "prompt-contradiction",
      field,
      message: `Two instructions contradict each other: “${short(first.one.text)}” and “${short(first.other.text)}”.`,
      why: "A model follows now the one and now the other, so the same question gets different answers.",
      fix: "Keep one of them, or say when each holds.",
      offer: { label: `Take out “${short(first.other.text)}”`, field, value: without(text, first.other) },
    },
  ];
}

// “Never refund, unless …” says itself when it holds.
function exempts(text: string): boolean {
  return /\b(?:unless|except|only (?:if|when|after)|before|until|if|when)\b/i.test(text);
}

function unfilled(text: string): ConfigProblem[] {
  const names = [
    ...new Set([...text.matchAll(/\{\{\s*([^{}\n]{1,60}?)\s*\}\}/g)].map(([, name]) => name ?? "")),
  ];
  if (names.length === 0) return [];
  return [
    {
      severity: "warning",
      code: "prompt-field",
      field,
      message: `Nothing fills ${names.map((name) => `{{${name}}}`).join(", ")}: the model would read the braces.`,
      why: "Instructions are sent as they stand. What differs from run to run reaches the agent as the message, the event, facts and memory.",
      fix: "Say in words what is meant; the agent is shown the message and the contact beside its instructions.",
      offer: {
        label: "Put words in their place",
        field,
        value: text.replace(/\{\{\s*([^{}\n]{1,60}?)\s*\}\}/g, (_, name: string) => `the ${inWords(name)}`),
      },
    },
  ];
}

function inWords(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[._-]+/g, " ")
    .toLowerCase();
}

function tooLong(text: string, { maxTurns, tokensAbove }: PromptSurroundings): ConfigProblem[] {
  const tokens = Math.round(tokensOf(text) / 100) * 100;
  if (tokensAbove === 0 || tokensOf(text) < tokensAbove) return [];
  const parts = headingsOf(text);
  return [
    {
      severity: "hint",
      code: "agent-long-instructions",
      field,
      message: `These instructions cost about ${tokens} tokens in every turn, up to ${maxTurns} times a run.`,
      why: `Above about ${tokensAbove} tokens models begin to overlook single rules, and every turn pays for all of them. The threshold is in the blueprint's settings.`,
      fix:
        parts.length >= 2
          ? `Split the agent: ${parts.map((part) => `“${part}”`).join(", ")} could each be an agent's own instructions. Facts belong in a dataset, fixed answers in a rule, limits in policies.`
          : "Move facts into a dataset, fixed answers into a rule, and limits into policies, or split the agent.",
    },
  ];
}

function headingsOf(text: string): string[] {
  return [...text.matchAll(/^(?:#{1,4}\s+(.{3,60})|([\p{Lu}][^\n.:]{2,50}):)\s*$/gmu)]
    .map(([, one, other]) => (one ?? other ?? "").trim())
    .slice(0, 5);
}

function goalUnmentioned(text: string, { goals }: PromptSurroundings): ConfigProblem[] {
  if (goals.length === 0) return [];
  const words = contentWords(text);
  const [goal] = goals;
  const isMeant = goals.some(({ statement, title }) => {
    const wanted = contentWords(`${statement} ${title}`);
    return [...wanted].some((word) => word.length > 3 && words.has(word));
  });
  if (isMeant || !goal) return [];
  const statement = goal.statement.trim().replace(/[.\s]+$/, "");
  return [
    {
      severity: "hint",
      code: "prompt-no-goal",
      field,
      message: "The instructions do not speak of what the agent is measured by.",
      why: "The goal is shown to the model, too; instructions that speak of something else pull it away from it.",
      fix: "Begin with the goal in your own words.",
      offer: {
        label: "Begin with the goal",
        field,
        value: `Your work is done when this is true: ${statement}.\n${text}`,
      },
    },
  ];
}

const refusal =
  /\b(?:do not know|don't know|not know|cannot|can't|refuse|decline|hand (?:it |them )?over|escalat\w+|out of scope|outside|only (?:answer|from|what)|never (?:promise|invent|guess|make up)|do not (?:invent|guess|make up|promise)|don't (?:invent|guess|make up|promise)|say so|weiß\w* nicht|no sé)\b/i;

function noRefusal(text: string): ConfigProblem[] {
  if (refusal.test(text)) return [];
  const rule =
    "When neither the knowledge nor a result says it, say that you do not know and offer to hand over to a person. Decline what is outside your work.";
  return [
    {
      severity: "hint",
      code: "prompt-no-refusal",
      field,
      message: "Nothing says what to do when it cannot or should not answer.",
      why: "Without such a rule a model tends to answer anyway, and sounds sure while it does.",
      fix: "Add one sentence on what to decline and what to say instead.",
      offer: { label: "Add a rule for it", field, value: `${text.trimEnd()}\n${rule}` },
    },
  ];
}

function short(sentence: string): string {
  const text = sentence.replace(/[.\s]+$/, "");
  return text.length > 70 ? `${text.slice(0, 68).trimEnd()}…` : text;
}
