"use client";

import { useMemo } from "react";
import { useDefinitionText } from "#components/translations/definition-texts.tsx";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { faceOf, type NodeFace } from "./node-face.ts";

/** The face of nodes with their kind in the reader's language, see {@link faceOf}. */
export function useFaceOf(): (node: BlueprintNode) => NodeFace {
  const say = useDefinitionText();
  return useMemo(
    () => (node) => {
      const face = faceOf(node);
      const key = face.ability === undefined ? `nodes.${node.kind}` : `abilities.${face.ability}`;
      const kind = say(`${key}.title`, face.kind);
      return { ...face, kind, title: node.title === "" ? kind : face.title };
    },
    [say],
  );
}
