/** Something to choose by its words. */
type Named = { id: string; group: string; label: string };

/**
 * The choices that hold the typed letters in order, the best first: whole words before beginnings of words, those
 * before letters in order. Among equals, and where nothing is typed, the ones used last come first, then the shorter.
 */
export function rankChoices<Choice extends Named>(
  choices: readonly Choice[],
  typed: string,
  recent: readonly string[],
): Choice[] {
  const wanted = typed.trim().toLowerCase();
  const used = (id: string) => (recent.includes(id) ? recent.length - recent.indexOf(id) : 0);
  return choices
    .map((choice, index) => ({ choice, index, score: scoreOf(choice, wanted) }))
    .filter(({ score }) => score > 0)
    .sort(
      (one, other) =>
        other.score - one.score ||
        used(other.choice.id) - used(one.choice.id) ||
        (wanted === "" ? 0 : one.choice.label.length - other.choice.label.length) ||
        one.index - other.index,
    )
    .map(({ choice }) => choice);
}

function scoreOf({ label, group }: Named, wanted: string): number {
  if (wanted === "") return 1;
  const text = label.toLowerCase();
  if (text === wanted) return 6;
  if (text.startsWith(wanted)) return 5;
  const whole = `${group} ${label}`.toLowerCase();
  const words = whole.split(/[^\p{L}\p{N}]+/u);
  const parts = wanted.split(/\s+/);
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 4;
  if (whole.includes(wanted)) return 3;
  let from = 0;
  for (const letter of wanted.replace(/\s+/g, "")) {
    from = whole.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return 1;
}
