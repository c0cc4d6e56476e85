const width = 64;
const height = 16;

/** A share from 0 to 1 by day as a small line; days without a value are left out, and a lone day is a dot. */
export function Sparkline({ points, label }: { points: readonly (number | null)[]; label: string }) {
  const last = Math.max(points.length - 1, 1);
  const known = points.flatMap((value, index) =>
    value === null ? [] : [{ x: 2 + (index / last) * (width - 4), y: height - 2 - value * (height - 4) }],
  );
  const end = known.at(-1);
  return (
    <svg width={width} height={height} role="img" aria-label={label} className="shrink-0 text-role-goal">
      {known.length > 1 && (
        <polyline
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinejoin="round"
          strokeLinecap="round"
          points={known.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
        />
      )}
      {end && <circle cx={end.x} cy={end.y} r={2} fill="currentColor" />}
    </svg>
  );
}
