"use client";

import { useEffect } from "react";
import { useDesigner } from "../store/use-designer.ts";
import { commands } from "./all-commands.ts";

// Typing, and widgets with keys of their own, keep their keys.
const own =
  "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox], [role=tablist]";
const pressable = "button, a, [role=button], [role=switch], [role=combobox]";

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key));
  const digit = event.shiftKey && /^Digit\d$/.test(event.code) ? `Shift+${event.code.slice(5)}` : null;
  const held = `${event.metaKey || event.ctrlKey ? "Mod+" : ""}${event.altKey ? "Alt+" : ""}`;
  return `${held}${digit ?? `${shift ? "Shift+" : ""}${key}`}`;
}

/** Lets the keyboard perform the commands while nothing else wants the keys. */
export function useShortcuts(): void {
  const designer = useDesigner();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented) return;
      const pressed = nameOf(event);
      const global = commands.find((each) => each.everywhere && each.shortcuts.includes(pressed));
      if (global) {
        event.preventDefault();
        if (global.enabled(designer)) global.perform(designer);
        return;
      }
      if (target?.closest(own)) return;
      // A dialog that has just opened may not have the focus yet; the keys are its own all the same.
      if (document.querySelector('[role="dialog"][data-open]')) return;
      const plain = ["Enter", "Delete", "Backspace"].includes(pressed) || pressed.includes("Arrow");
      if (plain && target?.closest(pressable)) return;
      if (pressed === "Mod+C" && window.getSelection()?.toString()) return;
      // Alt with a letter writes letters on many keyboards.
      if (event.altKey && !pressed.includes("Arrow")) return;
      const command = commands.find((each) => each.shortcuts.includes(pressed) && each.enabled(designer));
      if (!command) return;
      event.preventDefault();
      command.perform(designer);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [designer]);
}
