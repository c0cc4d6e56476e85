"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import type { Control } from "#lib/nodes/define-node.ts";

/** Gives what a definition says in the reader's language, by its key; the English where there is no translation. */
export type SayDefinition = (key: string, english: string) => string;

const Texts = createContext<SayDefinition>((_key, english) => english);

/** Hands on what nodes, abilities and their fields are called. */
export function DefinitionTextsProvider({
  texts,
  children,
}: {
  texts: Record<string, string>;
  children: ReactNode;
}) {
  const say = useMemo<SayDefinition>(() => (key, english) => texts[key] ?? english, [texts]);
  return <Texts value={say}>{children}</Texts>;
}

/** How definitions are spoken here, see {@link SayDefinition}. */
export const useDefinitionText = (): SayDefinition => use(Texts);

/** A field's control with its words in the reader's language; `at` is the key of the kind whose field it is. */
export function sayControl(say: SayDefinition, at: string, field: string, control: Control): Control {
  const key = `${at}.fields.${field}`;
  return {
    ...control,
    label: say(`${key}.label`, control.label),
    ...(control.hint ? { hint: say(`${key}.hint`, control.hint) } : {}),
    ...(control.unit ? { unit: say(`${key}.unit`, control.unit) } : {}),
    ...(control.options
      ? {
          options: control.options.map((option) => ({
            ...option,
            label: say(`${key}.options.${option.value}.label`, option.label),
            ...(option.hint ? { hint: say(`${key}.options.${option.value}.hint`, option.hint) } : {}),
          })),
        }
      : {}),
  };
}
