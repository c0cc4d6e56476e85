"use client";

import { useEffect } from "react";
import { announce } from "./commands/define-command.ts";
import { dependencyWords } from "./commands/dependency-words.ts";
import { tracedNode } from "./store/traced-node.ts";
import { useDesigner } from "./store/use-designer.ts";

// So long that a shortcut with Shift does not make the drawing flash.
const holdMs = 220;
const typing = "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]";

/** Lights what the selected or hovered node depends on, and what depends on it, for as long as Shift is held. */
export function useHoldToTrace(): void {
  const designer = useDesigner();
  useEffect(() => {
    const { session } = designer;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hovered: string | null = null;
    const end = () => {
      clearTimeout(timer);
      if (session.getState().tracing === "held") session.setState({ tracing: "off", hoveredNode: null });
    };
    const begin = () => {
      if (session.getState().tracing !== "off") return;
      session.setState({ tracing: "held", hoveredNode: hovered });
      const traced = tracedNode(session.getState());
      if (traced === null) session.setState({ tracing: "off", hoveredNode: null });
      else announce(designer, dependencyWords(designer, traced));
    };
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== "Shift" || event.ctrlKey || event.metaKey || event.altKey) return end();
      if (event.repeat || target?.closest(typing)) return;
      clearTimeout(timer);
      timer = setTimeout(begin, holdMs);
    };
    const release = (event: KeyboardEvent) => event.key === "Shift" && end();
    const move = (event: PointerEvent) => {
      const card = event.target instanceof Element ? event.target.closest("[data-node-card]") : null;
      hovered = card?.getAttribute("data-testid")?.replace(/^node-/, "") ?? null;
      if (session.getState().tracing === "held" && session.getState().hoveredNode !== hovered)
        session.setState({ hoveredNode: hovered });
    };
    window.addEventListener("keydown", press);
    window.addEventListener("keyup", release);
    window.addEventListener("blur", end);
    window.addEventListener("pointerdown", end);
    window.addEventListener("pointerover", move);
    return () => {
      end();
      window.removeEventListener("keydown", press);
      window.removeEventListener("keyup", release);
      window.removeEventListener("blur", end);
      window.removeEventListener("pointerdown", end);
      window.removeEventListener("pointerover", move);
    };
  }, [designer]);
}
