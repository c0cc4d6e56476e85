import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { Finding, NodeExecutor } from "../execute-node.ts";
import { findInText } from "./find-in-text.ts";

/** Runs every check over the text and masks what they found. */
export const guardrailExecutor: NodeExecutor<NodeConfig<"guardrail">> = {
  does: "inspect",
  watches: (config, place) => config[place],
  inspect: (config, place, text) => {
    const findings = config[place] ? config.checks.flatMap((check) => findInText(check, text)) : [];
    return { mode: config.mode, findings, masked: mask(text, findings), reply: config.reply };
  },
};

// Findings that overlap are hidden as one: masking them one by one would leave the end of the longer one readable.
function mask(text: string, findings: Finding[]): string {
  let masked = "";
  let shownTo = 0;
  for (const finding of [...findings].sort((a, b) => a.start - b.start)) {
    if (finding.end <= shownTo) continue;
    // A keyword is the hidden text itself, so only the kind of check is named.
    if (finding.start >= shownTo)
      masked += `${text.slice(shownTo, finding.start)}[${finding.check.split(":")[0]}]`;
    shownTo = finding.end;
  }
  return masked + text.slice(shownTo);
}
