/** One decimal is as much as these figures can bear. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
