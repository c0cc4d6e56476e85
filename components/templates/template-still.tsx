import { hueColor } from "#components/canvas/hues.ts";
import type { NodeHue } from "#lib/nodes/define-node.ts";

type StillNode = { id: string; hue: NodeHue; x: number; y: number; title?: string };

const width = 224;
const margin = 28;

/** A small picture of a blueprint: cards in the hue of their role, wires between them. Without titles the rows move together, so that it stays readable in little room. */
export function TemplateStill({
  nodes,
  wires,
  label,
  className,
}: {
  nodes: readonly StillNode[];
  wires: readonly { from: string; to: string }[];
  label?: string;
  className?: string;
}) {
  const isTitled = nodes.some(({ title }) => title !== undefined);
  const [squeeze, height] = isTitled ? [1, 92] : [0.6, 58];
  const card = { width, height };
  const placed = nodes.map((node) => ({ ...node, y: node.y * squeeze }));
  const left = Math.min(...placed.map(({ x }) => x)) - margin;
  const top = Math.min(...placed.map(({ y }) => y)) - margin;
  const right = Math.max(...placed.map(({ x }) => x)) + width + margin;
  const bottom = Math.max(...placed.map(({ y }) => y)) + height + margin;
  const places = new Map(placed.map((node) => [node.id, node]));
  return (
    <svg
      viewBox={`${left} ${top} ${right - left} ${bottom - top}`}
      className={className}
      role={label === undefined ? "presentation" : "img"}
      aria-hidden={label === undefined}
      aria-label={label}
    >
      {wires.map(({ from, to }) => {
        const start = places.get(from);
        const end = places.get(to);
        return (
          start &&
          end && (
            <path
              key={`${from} ${to}`}
              d={curve(start, end, card)}
              fill="none"
              stroke={hueColor(end.hue)}
              strokeOpacity={0.55}
              strokeWidth={1.25}
              vectorEffect="non-scaling-stroke"
            />
          )
        );
      })}
      {placed.map(({ id, hue, x, y, title }) => (
        <g key={id}>
          <rect
            x={x}
            y={y}
            width={width}
            height={height}
            rx={14}
            fill={hueColor(hue, "soft")}
            stroke={hueColor(hue)}
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
          <rect x={x + 14} y={y + height / 4} width={8} height={height / 2} rx={4} fill={hueColor(hue)} />
          {title === undefined ? (
            <>
              <Bar x={x + 40} y={y + 14} width={104} opacity={0.55} />
              <Bar x={x + 40} y={y + 33} width={148} opacity={0.25} />
            </>
          ) : (
            <text x={x + 36} fontSize={19} fontWeight={600} fill="var(--text)">
              {inLines(title).map((line, at, lines) => (
                <tspan key={line} x={x + 36} y={y + 53 + (at - (lines.length - 1) / 2) * 24}>
                  {line}
                </tspan>
              ))}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

// SVG wraps no text: two lines at most, of what fits beside the mark.
function inLines(title: string): string[] {
  const most = 18;
  if (title.length <= most) return [title];
  const space = title.lastIndexOf(" ", most);
  const end = space > 0 ? space : most;
  const rest = title.slice(end).trim();
  return [title.slice(0, end), rest.length > most ? `${rest.slice(0, most - 1)}…` : rest];
}

function Bar({ x, y, width, opacity }: { x: number; y: number; width: number; opacity: number }) {
  return <rect x={x} y={y} width={width} height={12} rx={6} fill="var(--muted)" opacity={opacity} />;
}

function curve(from: StillNode, to: StillNode, card: { width: number; height: number }): string {
  const forward = to.x >= from.x;
  const startX = from.x + (forward ? card.width : card.width / 2);
  const startY = from.y + card.height / 2;
  const endX = to.x + (forward ? 0 : card.width / 2);
  const endY = to.y + card.height / 2;
  if (to.x === from.x)
    return `M ${from.x + card.width / 2} ${from.y + card.height} L ${to.x + card.width / 2} ${to.y}`;
  const bend = (endX - startX) / 2;
  return `M ${startX} ${startY} C ${startX + bend} ${startY}, ${endX - bend} ${endY}, ${endX} ${endY}`;
}
