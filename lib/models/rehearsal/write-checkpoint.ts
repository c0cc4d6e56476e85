import { checkpointHeading } from "../checkpoint-prompt.ts";

/** Whether the system prompt asks for a checkpoint rather than an answer. */
export function isCheckpointPrompt(system: string): boolean {
  return system.startsWith(checkpointHeading);
}

const mostEach = 12;
const longestLine = 240;

/** A checkpoint made of the conversation's own lines: it leaves out much and changes nothing. */
export function writeCheckpoint(transcript: string): string {
  const lines = transcript.split("\n").filter((line) => line.trim() !== "");
  const said = (who: string) =>
    lines.filter((line) => line.startsWith(`${who}: `)).map((line) => line.slice(who.length + 2));
  const known = lines.filter((line) => line.startsWith("- fact: ")).map((line) => line.slice(8));
  const decided = lines.filter((line) => line.startsWith("- decision: ")).map((line) => line.slice(12));
  const telling = said("Person").filter((line) => !line.trim().endsWith("?"));
  const done = [...said("Agent"), ...said("Result")];
  return JSON.stringify({
    facts: lastOf([...known, ...telling]),
    decisions: lastOf([...decided, ...done]),
    open: lastOf(
      said("Person")
        .filter((line) => line.trim().endsWith("?"))
        .slice(-2),
    ),
  });
}

function lastOf(lines: readonly string[]): string[] {
  return [...new Set(lines)].slice(-mostEach).map((line) => line.slice(0, longestLine));
}
