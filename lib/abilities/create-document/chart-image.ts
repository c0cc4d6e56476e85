type Bar = { label: string; value: number };

const width = 720;
const labelWidth = 180;
const rowHeight = 30;
const top = 56;

/** A horizontal bar chart as SVG; values below zero go to the left of the axis. */
export function chartImage(title: string, bars: Bar[]): string {
  const height = top + bars.length * rowHeight + 16;
  const low = Math.min(0, ...bars.map(({ value }) => value));
  const high = Math.max(0, ...bars.map(({ value }) => value));
  const scale = (width - labelWidth - 90) / (high - low || 1);
  const axis = labelWidth + -low * scale;
  const rows = bars.map(({ label, value }, index) => {
    const y = top + index * rowHeight;
    const length = Math.abs(value) * scale;
    const x = value < 0 ? axis - length : axis;
    return [
      `<text x="${labelWidth - 10}" y="${y + 17}" text-anchor="end">${escaped(shortened(label))}</text>`,
      `<rect x="${round(x)}" y="${y + 3}" width="${round(Math.max(length, 1))}" height="20" rx="3" fill="#2f6f5e"/>`,
      `<text x="${round(Math.max(axis, x + length) + 8)}" y="${y + 17}">${escaped(String(value))}</text>`,
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}" font-family="sans-serif" font-size="13" fill="#1f2328">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="30" font-size="17" font-weight="600">${escaped(title)}</text>`,
    ...rows,
    `<line x1="${round(axis)}" y1="${top - 4}" x2="${round(axis)}" y2="${height - 12}" stroke="#8c959f"/>`,
    "</svg>",
  ].join("\n");
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function escaped(text: string): string {
  return text
    .replace(/\p{Cc}/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
