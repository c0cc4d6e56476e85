import { readStyle, type StyleBriefing } from "./in-style.ts";

/** A passage of knowledge under the number by which answers cite it. */
export type Passage = { number: number; title: string; text: string };

/** What the rehearsal model takes from the system prompt. */
export type Briefing = {
  agent: string;
  instructions: string;
  goals: { title: string; statement: string; criteria: string[] }[];
  passages: Passage[];
  memory: { key: string; value: string }[];
  facts: { source: string; value: string }[];
  style?: StyleBriefing;
};

const longestSystem = 200_000;

/** Reads the runtime's Markdown briefing; unknown headings are ignored and missing ones are empty. */
export function parsePrompt(system: string): Briefing {
  const briefing: Briefing = { agent: "", instructions: "", goals: [], passages: [], memory: [], facts: [] };
  for (const section of sectionsOf(system.slice(0, longestSystem))) {
    const heading = section.heading.toLowerCase();
    const afterColon = section.heading.slice(section.heading.indexOf(":") + 1).trim();
    if (heading.startsWith("agent")) briefing.agent = afterColon;
    else if (heading.startsWith("instruction")) briefing.instructions = section.body.trim();
    else if (heading === "style") briefing.style = readStyle(section.body);
    else if (heading.startsWith("goal")) briefing.goals.push(goalOf(afterColon, section.body));
    else if (heading.startsWith("knowledge")) briefing.passages.push(...passagesOf(section.body));
    else if (heading.startsWith("memory"))
      briefing.memory.push(...pairsOf(section.body).map(([key, value]) => ({ key, value })));
    else if (heading.startsWith("fact"))
      briefing.facts.push(...pairsOf(section.body).map(([source, value]) => ({ source, value })));
  }
  return briefing;
}

function sectionsOf(text: string): { heading: string; body: string }[] {
  const sections: { heading: string; body: string }[] = [];
  for (const line of text.split("\n")) {
    const heading = /^##? +(\S.*)$/.exec(line)?.[1];
    const current = sections.at(-1);
    if (heading) sections.push({ heading: heading.trim(), body: "" });
    else if (current) current.body += `${line}\n`;
    else if (line.trim()) sections.push({ heading: "Instructions", body: `${line}\n` });
  }
  return sections;
}

function goalOf(title: string, body: string): Briefing["goals"][number] {
  const lines = body.split("\n").map((line) => line.trim());
  const isCriterion = (line: string) => line.startsWith("- ");
  return {
    title,
    statement: lines.filter((line) => line && !isCriterion(line)).join(" "),
    criteria: lines.filter(isCriterion).map((line) => line.slice(2).replace(/^criterion:\s*/i, "")),
  };
}

/** Reads lines of the form `[1] title — heading: text`. */
export function passagesOf(body: string): Passage[] {
  const passages: Passage[] = [];
  for (const line of body.split("\n")) {
    const start = /^\s*(?:- )?\[(\d{1,4})\] ?(.*)$/.exec(line);
    const current = passages.at(-1);
    if (start) {
      const rest = start[2] ?? "";
      // The title ends at the first colon followed by a space; a passage without one is all text.
      const colon = rest.search(/:(?: |$)/);
      const hasTitle = colon > 0 && colon < 160;
      passages.push({
        number: Number(start[1]),
        title: hasTitle ? rest.slice(0, colon).trim() : "",
        text: hasTitle ? rest.slice(colon + 1).trim() : rest.trim(),
      });
    } else if (current && line.trim()) current.text += `\n${line.trim()}`;
  }
  return passages;
}

function pairsOf(body: string): [string, string][] {
  return body.split("\n").flatMap((line): [string, string][] => {
    const pair = /^\s*[-*] ([^:]{1,200}): ?(.*)$/.exec(line);
    return pair?.[1] ? [[pair[1].trim(), (pair[2] ?? "").trim()]] : [];
  });
}
