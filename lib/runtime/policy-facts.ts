import type { Tally } from "./tally.ts";

/** The time of a run as its policies see it, in the blueprint's time zone. */
export type RunClock = {
  iso: string;
  date: string;
  time: string;
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
};

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

// Making a format costs a hundred times as much as using it, and a run asks for the time several times.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    weekday: "short",
    hourCycle: "h23",
  });
  formats.set(timeZone, made);
  return made;
}

/** The clock at a moment; the moment comes from stored steps, so a recovered run decides the same. */
export function clockAt(at: number, timeZone: string): RunClock {
  const parts = formatIn(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    iso: new Date(at).toISOString(),
    date: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
    year: Number(part("year")),
    month: Number(part("month")),
    day: Number(part("day")),
    hour: Number(part("hour")),
    minute: Number(part("minute")),
    weekday: weekdays.indexOf(part("weekday")) + 1,
  };
}

/** What every policy may ask about, whatever it stands before. */
export function sharedFacts(tally: Tally, timeZone: string): Record<string, unknown> {
  return {
    clock: clockAt(tally.at, timeZone),
    contact: tally.about.contact,
    input: { text: tally.about.text },
    run: {
      turns: tally.turns,
      actions: tally.actions,
      tokens: tally.usage.inputTokens + tally.usage.outputTokens,
      costUsd: tally.usage.costUsd ?? 0,
      blocked: tally.blocked !== null,
    },
  };
}

/** What the run already did with an ability: how often, and its numbers added up, for caps over more than one action. */
export function doneBefore(
  tally: Tally,
  ability: string,
  args: Record<string, unknown>,
): { count: number; sums: Record<string, number> } {
  const done = tally.done[ability] ?? { count: 0, sums: {} };
  const zeros = Object.entries(args).flatMap(([key, value]) =>
    typeof value === "number" ? [[key, 0] as const] : [],
  );
  return { count: done.count, sums: { ...Object.fromEntries(zeros), ...done.sums } };
}
