"use client";

import { type CSSProperties, useMemo } from "react";
import { useTranslations } from "use-intl";
import { StillCard } from "#components/drawing/still-card.tsx";
import { StillDrawing } from "#components/drawing/still-drawing.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { toneText } from "#components/ui/tone-text.ts";
import type { Change } from "#lib/blueprint/diff.ts";
import type { Blueprint, Wire } from "#lib/blueprint/schema.ts";
import { keyOfChange } from "./change-key.ts";
import { changeLooks } from "./change-looks.ts";

/** Which of two documents is drawn: the earlier, the later, or both over each other. */
export type DiffPart = "before" | "after" | "both";

/** What differs between two documents, marked on the drawing by line, sign, word and colour. */
export function DiffCanvas({
  label,
  before,
  after,
  changes,
  part,
  chosen,
  onChoose,
}: {
  label: string;
  before: Blueprint;
  after: Blueprint;
  changes: readonly Change[];
  part: DiffPart;
  /** The key of the change looked at. */
  chosen: string | null;
  onChoose: (key: string) => void;
}) {
  const t = useTranslations("compare");
  const all = useMemo(() => joined(before, after), [before, after]);
  const byKey = useMemo(() => new Map(changes.map((change) => [keyOfChange(change), change])), [changes]);
  const drawn = part === "before" ? before : part === "after" ? after : all;
  const changeOf = (what: "node" | "wire", id: string) => byKey.get(`${what}:${id}`);
  return (
    <StillDrawing
      label={label}
      nodes={drawn.nodes}
      wires={drawn.wires}
      groups={(part === "before" ? before : after).frames}
      frameOf={all.nodes}
      wireLook={(wire: Wire) => {
        const change = changeOf("wire", wire.id);
        if (!change) return { color: "var(--edge)", width: 1.25 };
        const look = changeLooks[change.kind];
        const key = keyOfChange(change);
        const mark = (
          <button
            type="button"
            aria-pressed={chosen === key}
            aria-label={t("wireOf", { kind: t(`kinds.${change.kind}`), title: change.title })}
            onClick={() => onChoose(key)}
            className={`flex h-6 items-center gap-1 rounded-full border bg-panel px-2 text-xs ${toneText[look.tone]} ${chosen === key ? "border-accent" : "border-line"}`}
          >
            <Icon name={look.icon} size={12} />
            {t(`kinds.${change.kind}`)}
          </button>
        );
        return { color: look.color, width: 2.5, dash: look.dash, mark };
      }}
      card={(node) => {
        const change = changeOf("node", node.id);
        const look = change && changeLooks[change.kind];
        return (
          <StillCard
            node={node}
            chosen={chosen === `node:${node.id}`}
            faded={!change}
            style={look && borderOf(look.color, change.kind)}
            onChoose={() => onChoose(`node:${node.id}`)}
            footer={
              change && look ? (
                <span className={`flex items-center gap-1 font-medium ${toneText[look.tone]}`}>
                  <Icon name={look.icon} size={12} />
                  {t(`kinds.${change.kind}`)}
                </span>
              ) : (
                <span>{t("same")}</span>
              )
            }
          />
        );
      }}
    />
  );
}

function borderOf(color: string, kind: Change["kind"]): CSSProperties {
  const borderStyle = kind === "added" ? "solid" : kind === "removed" ? "dashed" : "double";
  return { borderColor: color, borderStyle, borderWidth: kind === "changed" ? 4 : 2 };
}

// What was removed is drawn at its old place, below what stands now.
function joined(before: Blueprint, after: Blueprint): Blueprint {
  const nodes = new Set(after.nodes.map((node) => node.id));
  const wires = new Set(after.wires.map((wire) => wire.id));
  return {
    ...after,
    nodes: [...before.nodes.filter((node) => !nodes.has(node.id)), ...after.nodes],
    wires: [...before.wires.filter((wire) => !wires.has(wire.id)), ...after.wires],
  };
}
