"use client";

import { useStore } from "@xyflow/react";
import { useTranslations } from "use-intl";
import { dependencyWords } from "./commands/dependency-words.ts";
import { cardHeight, cardWidth } from "./place-node.ts";
import { tracedNode } from "./store/traced-node.ts";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";

const chip =
  "pointer-events-auto flex items-center gap-2 rounded-lg border border-line bg-panel px-3 py-1.5 text-xs shadow-card";

/** What is to be known about the view: whose dependencies are lit, or that part of the drawing lies outside it. */
export function CanvasNotes({ untouched, onSeen }: { untouched: boolean; onSeen: () => void }) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const traced = useSession(tracedNode);
  const kept = useSession((session) => session.tracing === "kept");
  return (
    <div className="pointer-events-none absolute inset-x-24 top-3 z-10 flex justify-center">
      {traced !== null ? (
        <p className={chip} data-testid="dependency-words">
          {dependencyWords(designer, traced)}
          {kept && (
            <button
              type="button"
              className="rounded-sm px-1 font-medium text-accent hover:underline"
              onClick={() => designer.session.setState({ tracing: "off" })}
            >
              {t("showEverythingAgain")}
            </button>
          )}
        </p>
      ) : (
        untouched && <Outside onSeen={onSeen} />
      )}
    </div>
  );
}

function Outside({ onSeen }: { onSeen: () => void }) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const document = useDocument((whole) => whole);
  const outside = useStore(({ transform: [x, y, zoom], width, height }) => {
    if (width === 0) return 0;
    const isIn = (from: number, size: number, shift: number, room: number) =>
      from * zoom + shift >= -1 && (from + size) * zoom + shift <= room + 1;
    return document.nodes.filter(
      (node) =>
        !isIn(node.position.x, cardWidth, x, width) || !isIn(node.position.y, cardHeight(node), y, height),
    ).length;
  });
  if (outside === 0) return null;
  return (
    <p className={chip} role="status">
      {t("outsideThisView", { count: outside })}
      <button
        type="button"
        className="rounded-sm px-1 font-medium text-accent hover:underline"
        onClick={() => {
          onSeen();
          designer.session.getState().view?.fit();
        }}
      >
        {t("showEverything")}
      </button>
    </p>
  );
}
