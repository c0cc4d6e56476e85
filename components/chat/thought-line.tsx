"use client";

import { useState } from "react";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";
import { describeTeamStep } from "./team-step-words.ts";

/** "Thought 1.2 s · 2 actions · $0.0004", opening to what was perceived, decided and why. */
export function ThoughtLine({ run }: { run: RunState }) {
  const [open, setOpen] = useState(false);
  const thinking = run.finishedAt === null && run.status !== "waiting";
  const ms = run.steps.reduce((sum, step) => sum + (step.kind === "turn" ? (step.durationMs ?? 0) : 0), 0);
  const actions = run.steps.filter((step) => step.kind === "action").length;
  const facts = run.steps.filter((step) => step.kind === "fact").length;
  const parts = [
    thinking ? "Thinking" : `Thought ${formatDuration(ms)}`,
    ...(actions > 0 ? [`${actions} ${actions === 1 ? "action" : "actions"}`] : []),
    ...(facts > 0 ? [`${facts} ${facts === 1 ? "fact" : "facts"} perceived`] : []),
    run.usage.costUsd === null ? "cost unknown" : formatCost(run.usage.costUsd),
  ];
  const live = Object.values(run.live)
    .map((turn) => turn.reasoning.text)
    .join("\n");
  return (
    <div className="text-muted text-sm">
      <button
        type="button"
        data-testid="thought-line"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-1 flex items-center gap-1.5 rounded-md px-1 py-0.5 tabular-nums hover:text-text"
      >
        <Icon
          name={thinking ? "loader-circle" : open ? "chevron-down" : "chevron-right"}
          size={14}
          className={thinking ? "animate-spin" : undefined}
        />
        {parts.join(" · ")}
      </button>
      {open && (
        <ol className="mt-1 ml-1.5 flex flex-col gap-2 border-line border-l pl-3">
          {run.steps.map((step) => (
            <li key={step.seq}>
              <StepLine step={step} />
            </li>
          ))}
          {live && <li className="whitespace-pre-wrap">{live}</li>}
          {run.steps.length === 0 && !live && <li>Nothing yet.</li>}
        </ol>
      )}
    </div>
  );
}

/** One step in words. */
export function StepLine({ step }: { step: RunStep }) {
  const { title, text } = describeStep(step);
  return (
    <>
      <p className="text-text">{title}</p>
      {text && <p className="line-clamp-6 whitespace-pre-wrap break-words">{text}</p>}
    </>
  );
}

/** Why a turn cost less than it might have. */
function savingOf({ cached, route, savedUsd }: Extract<RunStep, { kind: "turn" }>): string {
  if (cached) {
    const worth = cached.savedUsd === null ? "" : `, ${formatCost(cached.savedUsd)}`;
    const like =
      cached.kind === "similar"
        ? ` a question ${Math.round(cached.similarity * 100)} % alike`
        : " the same question";
    return `Used again from${like}, ${formatDuration(cached.ageSeconds * 1000)} ago: ${cached.savedTokens} tokens${worth} saved.`;
  }
  if (!route) return "";
  const saved =
    savedUsd === undefined || savedUsd === null ? "" : ` ${formatCost(savedUsd)} saved against it.`;
  return `${route.why}, so not ${route.instead}.${saved}`;
}

/** A step's name and what it says. */
export function describeStep(step: RunStep): { title: string; text: string } {
  switch (step.kind) {
    case "fact":
      return { title: `Perceived ${step.title}`, text: step.preview };
    case "retrieval":
      return {
        title: `Searched “${step.query}”`,
        text: `${step.passages.length} passages in ${formatDuration(step.durationMs)}${step.weak > 0 ? `, ${step.weak} too weak to use` : ""}${step.degraded ? `. Only words were searched: ${step.degraded}` : ""}`,
      };
    case "rule":
      return { title: `Rule: ${step.label}`, text: step.problem ?? step.expression };
    case "guardrail":
      return { title: `Guard on ${step.on}: ${step.check}`, text: `${step.mode}: ${step.excerpt}` };
    case "policy":
      return {
        title: `Policy: ${policyWords[step.effect]} by ${step.title}`,
        text: step.message || step.rule,
      };
    case "retry":
      return {
        title: `Attempt ${step.attempt} failed, again after ${formatDuration(step.waitMs)}`,
        text: step.error.message,
      };
    case "memory":
      return { title: `Remembered ${step.key}`, text: step.value };
    case "budget":
      return { title: `Near the limit of ${step.limit}`, text: `${step.used} of ${step.max}` };
    case "plan":
      return {
        title: step.number > 1 ? "Made a new plan" : "Made a plan",
        text: [step.reason, ...step.steps.map((planned, at) => `${at + 1}. ${planned.text}`)]
          .filter(Boolean)
          .join("\n"),
      };
    case "check":
      return { title: checkTitles[step.verdict], text: step.problems.join("\n") };
    case "turn":
      return {
        title: `Turn ${step.turn}${step.purpose === undefined ? "" : `, ${purposes[step.purpose]}`} · ${step.model}${step.durationMs === null ? "" : ` · ${formatDuration(step.durationMs)}`}`,
        text: [savingOf(step), step.reasoning].filter((part) => part !== "").join("\n"),
      };
    case "decision":
      return {
        title:
          step.options.length === 0
            ? "Options could not be weighed"
            : `Weighed ${step.options.length} options: ${step.options[step.chosen ?? -1]?.title ?? "none may be taken"}`,
        text: step.problem ?? step.reason,
      };
    case "action":
      return { title: step.title || step.name, text: step.error?.message ?? "" };
    case "approval":
      return { title: `Asked a person: ${step.title}`, text: step.comment || step.reason };
    case "delegation":
    case "join":
    case "message":
    case "phase":
    case "conflict":
    case "circuit":
    case "route":
    case "task":
      return describeTeamStep(step);
    case "handoff":
      return { title: "Handed to a person", text: step.reply ?? step.reason };
    default:
      return missingStep(step);
  }
}

const purposes = { answer: "answers", plan: "plans", check: "checks the draft", route: "routes" } as const;

const checkTitles = {
  released: "Checked the draft and released it",
  returned: "Checked the draft and sent it back",
  unchecked: "Released the draft unchecked",
} as const;
const policyWords = { allow: "allowed", ask: "a person is asked", deny: "refused" } as const;

function missingStep(step: never): never {
  throw new TypeError(`Not a step: ${JSON.stringify(step)}`);
}
