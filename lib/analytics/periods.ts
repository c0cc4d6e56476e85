const dayMs = 86_400_000;
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

/** As many days as the period has, ending the day before it begins. */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const start = Date.parse(from);
  const end = start - dayMs;
  return { from: isoDay(end - (Date.parse(to) - start)), to: isoDay(end) };
}

/** Every day of a period, both ends included. */
export function daysBetween(from: string, to: string): string[] {
  const start = Date.parse(from);
  const count = Math.round((Date.parse(to) - start) / dayMs) + 1;
  return Array.from({ length: count }, (_, index) => isoDay(start + index * dayMs));
}
