import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { Finding, NodeExecutor } from "../execute-node.ts";
import { findInText } from "./find-in-text.ts";

/** Runs every check over the text and masks what they found. */
export const guardrailExecutor: NodeExecutor<NodeConfig<"guardrail">> = {
  does: "inspect",
  inspect: (config, place, text) => {
    const findings = config[place] ? config.checks.flatMap((check) => findInText(check, text)) : [];
    return { mode: config.mode, findings, masked: mask(text, findings), reply: config.reply };
  },
};

function mask(text: string, findings: Finding[]): string {
  const ordered = [...findings].sort((a, b) => b.start - a.start);
  let masked = text;
  let cutFrom = Number.POSITIVE_INFINITY;
  for (const finding of ordered) {
    const end = Math.min(finding.end, cutFrom);
    if (end <= finding.start) continue;
    masked = `${masked.slice(0, finding.start)}[${finding.check}]${masked.slice(end)}`;
    cutFrom = finding.start;
  }
  return masked;
}
