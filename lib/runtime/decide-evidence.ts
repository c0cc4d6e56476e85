import type { DurableEvent } from "#lib/run-events/events.ts";
import type { Shown } from "./prompt.ts";

type Evidence = Extract<DurableEvent, { type: "decision.made" }>["evidence"][number];

/** Resolves the references a model cited to what it was really shown; what it was not shown is marked as such. */
export function evidenceOf(references: readonly string[], shown: Shown): Evidence[] {
  const known = new Map<string, Evidence>();
  const offer = (ref: string, source: string, title: string, observedAt: string | null) =>
    known.set(ref, { ref, source, title: title.slice(0, 200), observedAt });
  for (const passage of shown.passages)
    offer(`[${passage.marker}]`, "knowledge", `${passage.title}: ${passage.text}`, null);
  for (const fact of shown.memories)
    offer(`memory:${fact.key}`, "memory", `${fact.key}: ${fact.value}`, fact.updatedAt);
  for (const [index, outcome] of shown.outcomes.entries())
    offer(`outcome:${index + 1}`, "outcome", outcome.line, outcome.at);
  for (const fact of shown.facts) offer(fact.source, fact.source, fact.value, null);
  const unique = [...new Set(references.map((reference) => reference.trim()))];
  return unique.map(
    (ref) =>
      known.get(ref) ??
      known.get(`[${ref}]`) ?? {
        ref,
        source: "unknown",
        title: "It was shown nothing of this name.",
        observedAt: null,
      },
  );
}
