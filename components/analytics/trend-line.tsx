const width = 84;
const height = 22;

/** Values by day as a small line that fills its height; days without a value are left out. It says nothing new. */
export function TrendLine({ values, hue }: { values: readonly (number | null)[]; hue: string }) {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  if (known.length < 2) return null;
  const all = known.map(({ value }) => value);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const last = Math.max(values.length - 1, 1);
  const points = known.map(({ value, index }) => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return `${(1 + (index / last) * (width - 2)).toFixed(1)},${(height - 2 - share * (height - 4)).toFixed(1)}`;
  });
  return (
    <svg width={width} height={height} aria-hidden className="shrink-0">
      <polyline
        fill="none"
        stroke={hue}
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        points={points.join(" ")}
      />
    </svg>
  );
}
