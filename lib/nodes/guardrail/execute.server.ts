import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { Finding, GuardedPlace, NodeExecutor } from "../execute-node.ts";
import { findInText } from "./find-in-text.ts";
import { settledTo } from "./hold-back.ts";

type Config = NodeConfig<"guardrail">;

const judgesWholes: ReadonlySet<string> = new Set(["length", "off-topic", "schema"]);

/** Runs every check over the text and masks what they found. */
export const guardrailExecutor: NodeExecutor<Config> = {
  does: "inspect",
  watches,
  inspect: (config, place, text, part = false) => {
    const checks = part ? config.checks.filter(({ check }) => !judgesWholes.has(check)) : config.checks;
    const findings = watches(config, place) ? checks.flatMap((check) => findInText(check, text)) : [];
    return { mode: config.mode, findings, masked: mask(text, findings), reply: config.reply };
  },
  release: (config, text) => {
    if (!config.output || config.mode === "warn") return { text, blocked: false };
    const findings = config.checks.flatMap((check) => findInText(check, text));
    let settled = Math.min(text.length, ...config.checks.map((check) => settledTo(check, config.mode, text)));
    for (const { start, end } of merge(findings)) if (start < settled && end > settled) settled = start;
    const first = Math.min(...findings.map(({ start }) => start));
    if (config.mode === "block" && first < settled) return { text: text.slice(0, first), blocked: true };
    const within = findings.filter(({ end }) => end <= settled);
    return { text: mask(text.slice(0, settled), within), blocked: false };
  },
  limits: (config) => {
    const limits: Partial<Record<"tokens" | "costUsd" | "actions", number>> = {};
    for (const check of config.checks)
      if (check.check === "budget")
        for (const limit of ["tokens", "costUsd", "actions"] as const) {
          const most = check[limit];
          if (most !== null) limits[limit] = Math.min(most, limits[limit] ?? Number.POSITIVE_INFINITY);
        }
    return limits;
  },
  everywhere: (config) => config.everywhere,
};

function watches(config: Config, place: GuardedPlace): boolean {
  if (place !== "result") return config[place];
  return config.results === "yes" || (config.results === "like-input" && config.input);
}

// Findings that overlap are hidden as one: masking them one by one would leave the end of the longer one readable.
function merge(findings: Finding[]): Finding[] {
  const merged: Finding[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (!last || finding.start >= last.end) merged.push({ ...finding });
    else last.end = Math.max(last.end, finding.end);
  }
  return merged;
}

function mask(text: string, findings: Finding[]): string {
  let masked = "";
  let shownTo = 0;
  for (const finding of merge(findings)) {
    // A keyword is the hidden text itself, so only the kind of check is named.
    masked += `${text.slice(shownTo, finding.start)}[${finding.check.split(":")[0]}]`;
    shownTo = finding.end;
  }
  return masked + text.slice(shownTo);
}
