import { type Ability, type Parameter, spokenName } from "./ability.ts";
import { fillArguments, isKey, type Sources } from "./fill-arguments.ts";
import { type Finding, findPassages } from "./find-passages.ts";
import { type Intent, readerFor } from "./intent-of-clause.ts";
import { type Passage, passagesOf } from "./parse-prompt.ts";
import { columnFor, type Row, rowsOf } from "./rows.ts";
import { asRecord, type Situation, type Step } from "./situation.ts";
import type { Understanding } from "./understand-request.ts";
import { meanings, nameWords } from "./words.ts";

/** A call to make next, with why. */
export type Call = { ability: Ability; arguments: Record<string, unknown>; why: string };

/** How one intent stands once there is nothing more to call for it. */
export type Outcome =
  | { kind: "found"; ability: Ability; rows: Row[]; target?: string }
  | { kind: "absent"; ability: Ability; target: string }
  | { kind: "done"; ability: Ability; arguments: Record<string, unknown>; result: unknown; target?: string }
  | { kind: "already"; ability: Ability; target?: string; state: string }
  | { kind: "failed"; ability: Ability; result: unknown; denied: boolean; target?: string }
  | { kind: "missing"; ability: Ability; parameters: Parameter[]; via?: Ability }
  | { kind: "which"; ability: Ability; rows: Row[] }
  | { kind: "unable"; action: string }
  | { kind: "handed"; result: unknown }
  | { kind: "recalled"; facts: { key: string; value: string }[] }
  | { kind: "no-person" }
  | { kind: "answer"; findings: Finding[]; offer?: Ability }
  | { kind: "unknown"; question: string; offer?: Ability };

/** Either calls to make now, or how the intent ended. */
export type Progress = { calls: Call[]; outcomes: Outcome[] };

const mostTargets = 5;

/** Takes one intent as far as it goes without another answer from outside. */
export function pursueIntent(intent: Intent, understanding: Understanding, situation: Situation): Progress {
  switch (intent.kind) {
    case "handoff":
      return intent.ability
        ? act(intent.ability, sourcesOf(intent.clause, understanding, situation), situation)
        : { calls: [], outcomes: [{ kind: "no-person" }] };
    case "ask":
      return ask(intent, situation);
    case "read":
      return perTarget(understanding, intent.ability, (id) =>
        read(
          intent.ability,
          { ...sourcesOf(intent.clause, understanding, situation), ...(id ? { id } : {}) },
          situation,
        ),
      );
    case "act":
      return perTarget(understanding, intent.ability, (id) =>
        change(
          intent.ability,
          { ...sourcesOf(intent.clause, understanding, situation), ...(id ? { id } : {}) },
          understanding,
          situation,
        ),
      );
  }
}

function sourcesOf(clause: string, understanding: Understanding, situation: Situation): Sources {
  return {
    text: understanding.topic ?? understanding.text,
    clause,
    entities: understanding.entities,
    briefing: situation.briefing,
  };
}

/** Runs once per named record, so that "orders 1042 and 1043" means both. */
function perTarget(
  understanding: Understanding,
  ability: Ability,
  pursue: (id: string | undefined) => Progress,
): Progress {
  const all = understanding.entities.ids;
  const own = all.filter((id) => id.noun === undefined || ability.nouns.includes(id.noun));
  const ids = (own.length > 0 ? own : all).slice(0, mostTargets).map((id) => id.value);
  const takesKey = ability.parameters.some((parameter) => isKey(parameter, ability));
  if (!takesKey || ids.length <= 1) return pursue(ids[0]);
  const parts = ids.map(pursue);
  return { calls: parts.flatMap((part) => part.calls), outcomes: parts.flatMap((part) => part.outcomes) };
}

function read(ability: Ability, sources: Sources, situation: Situation): Progress {
  const { arguments: args, missing } = fillArguments(ability, sources);
  if (missing.length > 0) return { calls: [], outcomes: [{ kind: "missing", ability, parameters: missing }] };
  const target = targetOf(args);
  const step = stepFor(ability, args, situation);
  if (!step)
    return {
      calls: [
        {
          ability,
          arguments: args,
          why: `Looks up ${thing(ability, target)} because the answer depends on it.`,
        },
      ],
      outcomes: [],
    };
  if (!step.result) return { calls: [], outcomes: [] };
  if (step.result.failed)
    return {
      calls: [],
      outcomes: [{ kind: "failed", ability, result: step.result.value, denied: step.result.denied, target }],
    };
  const rows = rowsOf(step.result.value);
  const isText = typeof step.result.value === "string" && step.result.value.trim() !== "";
  if (rows.length === 0 && !isText) return { calls: [], outcomes: [{ kind: "absent", ability, target }] };
  return {
    calls: [],
    outcomes: [
      { kind: "found", ability, rows: rows.length > 0 ? rows : [{ result: step.result.value }], target },
    ],
  };
}

function change(
  ability: Ability,
  sources: Sources,
  understanding: Understanding,
  situation: Situation,
): Progress {
  if (ability.kind !== "change") return act(ability, sources, situation);
  const reader =
    readerFor(situation, understanding.entities, ability.nouns.length > 0 ? ability.nouns : undefined) ??
    readerFor(situation, understanding.entities);
  if (!reader) {
    const lookup = situation.abilities.find(
      (one) => one.kind === "read" && one.nouns.some((noun) => ability.nouns.includes(noun)),
    );
    const direct = act(ability, sources, situation);
    // Asking for what finds the record is enough; the rest is then read from it.
    if (!lookup || direct.outcomes[0]?.kind !== "missing") return direct;
    const parameters = lookup.parameters.filter((one) => isKey(one, lookup) || /e-?mail/i.test(one.name));
    return parameters.length > 0
      ? { calls: [], outcomes: [{ kind: "missing", ability, parameters, via: lookup }] }
      : direct;
  }
  const looked = read(reader, sources, situation);
  const outcome = looked.outcomes[0];
  if (looked.calls[0]) {
    return {
      calls: [
        {
          ...looked.calls[0],
          why: `Looks up ${thing(reader, sources.id ?? "")} because ${doing(ability)} needs its details.`,
        },
      ],
      outcomes: [],
    };
  }
  if (outcome?.kind !== "found") return looked;
  if (outcome.rows.length > 1)
    return { calls: [], outcomes: [{ kind: "which", ability, rows: outcome.rows }] };
  const row = outcome.rows[0] ?? {};
  return act(ability, { ...sources, row }, situation);
}

function act(ability: Ability, sources: Sources, situation: Situation): Progress {
  const { arguments: args, missing } = fillArguments(ability, sources);
  if (missing.length > 0) return { calls: [], outcomes: [{ kind: "missing", ability, parameters: missing }] };
  const target = sources.id ?? targetOf(args);
  const step = stepFor(ability, args, situation);
  if (step && !step.result) return { calls: [], outcomes: [] };
  if (step?.result?.failed)
    return {
      calls: [],
      outcomes: [{ kind: "failed", ability, result: step.result.value, denied: step.result.denied, target }],
    };
  if (step?.result)
    return {
      calls: [],
      outcomes: [
        ability.kind === "handoff"
          ? { kind: "handed", result: step.result.value }
          : { kind: "done", ability, ...carriedOut(args, step.result.value), target },
      ],
    };
  const state = stateReached(ability, args, sources.row);
  if (state) return { calls: [], outcomes: [{ kind: "already", ability, target, state }] };
  const why =
    ability.kind === "handoff"
      ? "Hands over because a person was asked for."
      : `Goes on with ${doing(ability)} because it was asked for and everything it needs is known.`;
  return { calls: [{ ability, arguments: args, why }], outcomes: [] };
}

// Whoever approved the call may have changed it; what was done counts, not what was asked for.
function carriedOut(asked: Record<string, unknown>, value: unknown) {
  const answer = asRecord(value);
  if (!("changedBy" in answer)) return { arguments: asked, result: value };
  return { arguments: { ...asked, ...asRecord(answer.doneWith) }, result: answer.result };
}

function ask(intent: Extract<Intent, { kind: "ask" }>, situation: Situation): Progress {
  const offer = intent.offer ? { offer: intent.offer } : {};
  const known = findPassages(intent.clause, [...situation.briefing.passages, ...searched(situation)]);
  if (known.length > 0) return { calls: [], outcomes: [{ kind: "answer", findings: known, ...offer }] };
  const facts = remembered(intent.clause, situation);
  if (facts.length > 0) return { calls: [], outcomes: [{ kind: "recalled", facts }] };
  const recall = situation.abilities.find(
    (one) => one.kind === "recall" && !situation.steps.some((step) => step.ability === one.name),
  );
  if (recall && !intent.cannot && /\bmy\b|\babout me\b|\bdo you remember\b/i.test(intent.clause)) {
    return {
      calls: [
        { ability: recall, arguments: {}, why: "Looks into its memory because this is about the person." },
      ],
      outcomes: [],
    };
  }
  const search = intent.cannot
    ? undefined
    : situation.abilities.find(
        (one) => one.kind === "search" && !situation.steps.some((step) => step.ability === one.name),
      );
  if (search) {
    const { arguments: args, missing } = fillArguments(search, {
      text: intent.clause,
      clause: intent.clause,
      entities: { ids: [], emails: [], urls: [], dates: [], amounts: [], counts: [], quoted: [] },
      briefing: situation.briefing,
    });
    if (missing.length === 0)
      return {
        calls: [
          {
            ability: search,
            arguments: args,
            why: "Searches because the passages at hand do not answer this.",
          },
        ],
        outcomes: [],
      };
  }
  if (intent.cannot) return { calls: [], outcomes: [{ kind: "unable", action: intent.cannot }] };
  return { calls: [], outcomes: [{ kind: "unknown", question: intent.clause, ...offer }] };
}

/** Facts kept in memory, or recalled in this turn, whose name the question mentions. */
function remembered(question: string, situation: Situation): { key: string; value: string }[] {
  const recalled = situation.steps.flatMap((step) => {
    const facts = asRecord(step.result?.value).facts;
    return Array.isArray(facts)
      ? facts.map((fact) => ({
          key: String(asRecord(fact).key ?? ""),
          value: String(asRecord(fact).value ?? ""),
        }))
      : [];
  });
  const asked = new Set(meanings(question));
  return [...situation.briefing.memory, ...recalled]
    .filter((fact) => meanings(fact.key.replace(/[_-]/g, " ")).some((word) => asked.has(word)))
    .slice(0, 3);
}

/** What search abilities found in this turn, as passages. */
export function searched(situation: Situation): Passage[] {
  const names = new Set(situation.abilities.filter((one) => one.kind === "search").map((one) => one.name));
  let next = Math.max(0, ...situation.briefing.passages.map((passage) => passage.number));
  return situation.steps
    .filter((step) => names.has(step.ability) && step.result && !step.result.failed)
    .flatMap((step) => {
      const given = asRecord(step.result?.value).passages;
      const lines = Array.isArray(given) ? given.filter((line) => typeof line === "string") : [];
      return lines.length > 0 ? passagesOf(lines.join("\n")) : rowsOf(step.result?.value);
    })
    .flatMap((row): Passage[] => {
      if (isPassage(row)) return [row];
      const text = row.text ?? row.passage ?? row.content ?? row.excerpt ?? row.snippet ?? row.body;
      if (typeof text !== "string") return [];
      next += 1;
      const given = Number(row.citation ?? row.number ?? row.index ?? row.n);
      const title = [row.title, row.heading].filter((part) => typeof part === "string" && part).join(" — ");
      return [{ number: Number.isInteger(given) && given > 0 ? given : next, title, text }];
    });
}

function isPassage(row: Row | Passage): row is Passage {
  return typeof row.number === "number" && typeof row.text === "string" && typeof row.title === "string";
}

function stepFor(ability: Ability, args: Record<string, unknown>, situation: Situation): Step | undefined {
  const same = situation.steps.find(
    (step) => step.ability === ability.name && sameValues(step.arguments, args),
  );
  if (same || ability.kind === "read") return same;
  // The interpreter may store mended arguments; a change to the same record in one turn is the same change.
  const key = ability.parameters.find((parameter) => isKey(parameter, ability))?.name;
  return situation.steps.find(
    (step) =>
      step.ability === ability.name &&
      (key === undefined || String(step.arguments[key]) === String(args[key])),
  );
}

function sameValues(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
}

/** The state a change would bring about, when the record is in it already. */
function stateReached(
  ability: Ability,
  args: Record<string, unknown>,
  row: Row | undefined,
): string | undefined {
  if (!row || ability.kind !== "change") return undefined;
  for (const parameter of ability.parameters) {
    const value = args[parameter.name];
    if (
      parameter.options.length > 0 &&
      typeof value === "string" &&
      columnFor(row, parameter.words) === value
    )
      return value;
  }
  const state = Object.entries(row).find(([name]) => /status|state/i.test(name))?.[1];
  return typeof state === "string" && ability.verb.length > 3 && state.toLowerCase().startsWith(ability.verb)
    ? state
    : undefined;
}

function targetOf(args: Record<string, unknown>): string {
  const value = Object.values(args).find((one) => typeof one === "string" || typeof one === "number");
  return value === undefined ? "" : String(value).slice(0, 80);
}

/** "order 1042", "the order". */
export function thing(ability: Ability, target: string | undefined): string {
  const noun = ability.noun || "record";
  return target ? `${noun} ${target}` : `the ${noun}`;
}

function doing(ability: Ability): string {
  return `"${nameWords(ability.name).join(" ")}"`;
}

/** "order number", "email address": what to call a parameter when asking for it. */
export function askedName(parameter: Parameter, ability: Ability): string {
  const name = spokenName(parameter);
  if (/^e ?mail$/.test(name)) return "email address";
  if (/^(?:number|id|code|nr|no)$/.test(name)) return `${ability.noun} ${name}`.trim();
  return name;
}
