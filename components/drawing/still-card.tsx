import type { CSSProperties, ReactNode } from "react";
import { hueColor } from "#components/canvas/hues.ts";
import { useFaceOf } from "#components/canvas/use-face-of.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";

/** A node of a still drawing as a button: its face, a mark at the right, a line below. */
export function StillCard({
  node,
  chosen,
  faded = false,
  mark,
  footer,
  style,
  onChoose,
}: {
  node: BlueprintNode;
  chosen: boolean;
  faded?: boolean;
  mark?: ReactNode;
  footer: ReactNode;
  style?: CSSProperties | undefined;
  onChoose: () => void;
}) {
  const faceOf = useFaceOf();
  const face = faceOf(node);
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      style={style}
      className={classNames(
        "flex h-full w-full flex-col overflow-hidden rounded-lg border bg-panel text-left",
        chosen ? "border-accent" : "border-line",
        chosen && "outline outline-2 outline-accent -outline-offset-2",
        faded && "opacity-60",
      )}
    >
      <span className="flex min-h-0 flex-1 items-start gap-2 px-3 py-2">
        <span style={{ color: hueColor(face.hue) }} className="mt-0.5">
          <Icon name={face.icon} size={16} />
        </span>
        <span dir="auto" className="min-w-0 flex-1">
          <span className="block truncate font-semibold text-sm">{face.title}</span>
          <span className="block truncate text-muted text-xs">{face.summary || face.kind}</span>
        </span>
        {mark}
      </span>
      <span className="flex min-h-6 justify-between border-line border-t px-3 py-1 text-muted text-xs tabular-nums">
        {footer}
      </span>
    </button>
  );
}
