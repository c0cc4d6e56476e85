import type { TurnMessage } from "#lib/models/turn-message.ts";
import type { Checkpoint } from "#lib/run-events/context-events.ts";
import { tokensOf } from "./context-size.ts";

export type { Checkpoint } from "#lib/run-events/context-events.ts";

/** A checkpoint of nothing. */
export const emptyCheckpoint: Checkpoint = { facts: [], decisions: [], open: [], ids: [], note: "" };

/** The checkpoint as a section of the system text; like all that was perceived it is data to the model. */
export function checkpointSection(checkpoint: Checkpoint): string {
  const list = (name: string, entries: readonly string[]) =>
    entries.map((entry) => `- ${name}: ${oneLine(entry)}`);
  return [
    "## Earlier in this conversation",
    "Condensed from messages that are no longer shown:",
    ...list("fact", checkpoint.facts),
    ...list("decision", checkpoint.decisions),
    ...list("open", checkpoint.open),
    ...(checkpoint.ids.length > 0 ? [`- ids: ${checkpoint.ids.map(oneLine).join(", ")}`] : []),
    ...(checkpoint.note === "" ? [] : [`- note: ${checkpoint.note}`]),
  ].join("\n");
}

const mostEntries = 12;
const longestEntry = 400;
const mostIds = 60;

/** A checkpoint that takes at most so many tokens: the oldest facts and decisions go first, ids and what is open last. */
export function boundCheckpoint(checkpoint: Checkpoint, mostTokens: number): Checkpoint {
  const short = (entries: readonly string[]) =>
    [...new Set(entries.map((entry) => entry.trim()).filter((entry) => entry !== ""))]
      .slice(-mostEntries)
      .map((entry) => (entry.length > longestEntry ? `${entry.slice(0, longestEntry)}…` : entry));
  let kept: Checkpoint = {
    facts: short(checkpoint.facts),
    decisions: short(checkpoint.decisions),
    open: short(checkpoint.open),
    ids: [...new Set(checkpoint.ids)].slice(-mostIds),
    note: checkpoint.note,
  };
  while (tokensOf(checkpointSection(kept)) > mostTokens) {
    const field = (["facts", "decisions", "ids", "open"] as const)
      .filter((name) => kept[name].length > 0)
      .sort((a, b) => kept[b].join().length - kept[a].join().length)[0];
    if (!field) break;
    kept = { ...kept, [field]: kept[field].slice(1) };
  }
  return kept;
}

// Entered where a word begins, and every part has a longest: a text without a space must not be read anew from each of
// its characters.
const idLike =
  /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[A-Za-z]{1,12}[-_]\d[\w-]{1,40}\b|#\d{2,}\b|\b\d{4,}(?:-\d{1,20}){0,9}\b/gi;

/** Everything in the texts that names one particular thing, as it was written, the latest last. */
export function idsIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(idLike)].map((match) => match[0]));
  // A later mention moves an id to the end, where it is kept longest.
  return [...new Set(found.reverse())].reverse();
}

const longestText = 6000;
const longestResult = 2000;

/** Messages as lines a model can condense; long ones with their beginning and end. */
export function transcriptOf(messages: readonly TurnMessage[], share = 1): string {
  return messages
    .flatMap((message) => {
      if (message.role === "user") return [`Person: ${ends(message.text, longestText * share)}`];
      if (message.role === "tool") {
        const said = `${message.name}${message.isError ? " failed" : ""}: ${JSON.stringify(message.result)}`;
        return [`Result: ${ends(said, longestResult * share)}`];
      }
      return [
        ...(message.text === "" ? [] : [`Agent: ${ends(message.text, longestText * share)}`]),
        ...message.toolCalls.map(
          (call) => `Call: ${call.name} ${ends(JSON.stringify(call.arguments) ?? "", longestResult * share)}`,
        ),
      ];
    })
    .map(oneLine)
    .join("\n");
}

function ends(text: string, most: number): string {
  const length = Math.max(80, Math.floor(most));
  return text.length <= length ? text : `${text.slice(0, (length * 2) / 3)} … ${text.slice(-length / 3)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
