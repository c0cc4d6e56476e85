import { hueColor } from "#components/canvas/hues.ts";
import type { NodeHue } from "#lib/nodes/define-node.ts";

type StillNode = { id: string; hue: NodeHue; x: number; y: number; title?: string };

const card = { width: 224, height: 92 };
const margin = 28;

/** A small picture of a blueprint: cards in the hue of their role, wires between them; with titles where there is room. */
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
  const left = Math.min(...nodes.map(({ x }) => x)) - margin;
  const top = Math.min(...nodes.map(({ y }) => y)) - margin;
  const width = Math.max(...nodes.map(({ x }) => x)) + card.width + margin - left;
  const height = Math.max(...nodes.map(({ y }) => y)) + card.height + margin - top;
  const places = new Map(nodes.map((node) => [node.id, node]));
  return (
    <svg
      viewBox={`${left} ${top} ${width} ${height}`}
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
              d={curve(start, end)}
              fill="none"
              stroke={hueColor(end.hue)}
              strokeOpacity={0.55}
              strokeWidth={1.25}
              vectorEffect="non-scaling-stroke"
            />
          )
        );
      })}
      {nodes.map(({ id, hue, x, y, title }) => (
        <g key={id}>
          <rect
            x={x}
            y={y}
            width={card.width}
            height={card.height}
            rx={14}
            fill={hueColor(hue, "soft")}
            stroke={hueColor(hue)}
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
          <rect x={x + 14} y={y + 22} width={8} height={card.height - 44} rx={4} fill={hueColor(hue)} />
          {title === undefined ? (
            <>
              <Bar x={x + 40} y={y + 28} width={112} opacity={0.55} />
              <Bar x={x + 40} y={y + 54} width={152} opacity={0.25} />
            </>
          ) : (
            <text x={x + 36} y={y + 53} fontSize={19} fontWeight={600} fill="var(--text)">
              {title.length > 18 ? `${title.slice(0, 17)}…` : title}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

function Bar({ x, y, width, opacity }: { x: number; y: number; width: number; opacity: number }) {
  return <rect x={x} y={y} width={width} height={12} rx={6} fill="var(--muted)" opacity={opacity} />;
}

function curve(from: StillNode, to: StillNode): string {
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
