/** The stretches of time a budget may hold for; `run` begins anew with every run. */
export const periods = ["run", "hour", "day", "week", "month", "total"] as const;

/** One of {@link periods}. */
export type Period = (typeof periods)[number];

/** One stretch of time: its name among those of the same budget, and its bounds; no end where none is known. */
export type Stretch = { key: string; startsAt: Date; endsAt: Date | null };

type Day = { year: number; month: number; day: number };

const formats = new Map<string, Intl.DateTimeFormat>();

/** The stretch a moment lies in; days, weeks (from Monday) and months begin at midnight in the time zone. */
export function stretchOf(period: Period, at: Date, timeZone: string): Stretch {
  if (period === "run" || period === "total") return { key: period, startsAt: at, endsAt: null };
  if (period === "hour") {
    const startsAt = new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
    return {
      key: startsAt.toISOString().slice(0, 13),
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3_600_000),
    };
  }
  const { year, month, day } = dayIn(at, timeZone);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  const first =
    period === "month"
      ? { year, month, day: 1 }
      : { year, month, day: period === "week" ? day - weekday : day };
  const next =
    period === "month"
      ? { ...first, month: month + 1 }
      : { ...first, day: first.day + (period === "week" ? 7 : 1) };
  return { key: dayName(first), startsAt: midnight(first, timeZone), endsAt: midnight(next, timeZone) };
}

function dayName({ year, month, day }: Day): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, made);
  return made;
}

function partsIn(at: Date, timeZone: string): Record<string, number> {
  return Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
}

function dayIn(at: Date, timeZone: string): Day {
  const { year = 0, month = 0, day = 0 } = partsIn(at, timeZone);
  return { year, month, day };
}

// Where midnight does not exist, the day begins with its first moment.
function midnight({ year, month, day }: Day, timeZone: string): Date {
  const wanted = Date.UTC(year, month - 1, day);
  let guess = wanted;
  for (let round = 0; round < 3; round++) {
    const parts = partsIn(new Date(guess), timeZone);
    const { year: y = 0, month: m = 1, day: d = 1, hour = 0, minute = 0, second = 0 } = parts;
    guess += wanted - Date.UTC(y, m - 1, d, hour, minute, second);
  }
  return new Date(guess);
}

/** What will have been spent when the stretch ends if it goes on like this; null where too little is known. */
export function forecast(
  stretch: { startsAt: Date; endsAt: Date | null },
  spent: number,
  now: Date,
): number | null {
  if (stretch.endsAt === null) return null;
  const whole = stretch.endsAt.getTime() - stretch.startsAt.getTime();
  const gone = now.getTime() - stretch.startsAt.getTime();
  if (gone < whole / 50) return null;
  return (spent * whole) / Math.min(gone, whole);
}
