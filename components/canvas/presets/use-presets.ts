"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { callApi } from "#lib/api/client.ts";
import { presetContracts } from "#lib/api/contracts/presets.ts";
import { type NodeKind, nodeDefinition, nodeKinds } from "#lib/nodes/definitions.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { faceOf } from "../node-face.ts";
import type { PaletteItem } from "../palette-items.ts";

/** A preset as the palette offers it; `problem` says why this build cannot place it. */
export type PresetItem = PaletteItem & { presetId: string; problem: string | null };

const queryKey = ["presets"];

/** The presets of the workspace as items of the palette; none while they are loading. */
export function usePresets(): PresetItem[] {
  const found = useQuery({ queryKey, queryFn: () => callApi(presetContracts.list), select: itemsOf });
  return found.data ?? none;
}

/** Reads the presets anew after one was kept, renamed or deleted. */
export function useRefreshPresets(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey }), [queries]);
}

const none: PresetItem[] = [];

type Listed = {
  id: string;
  name: string;
  kind: string;
  config: Record<string, unknown>;
  problem: string | null;
};

function itemsOf({ items }: { items: Listed[] }): PresetItem[] {
  return items.map((preset) => {
    const kind = nodeKinds.find((each) => each === preset.kind);
    const face = kind && preset.problem === null ? faceFor(kind, preset) : null;
    return {
      id: `preset-${preset.id}`,
      presetId: preset.id,
      kind: kind ?? "note",
      title: preset.name,
      nodeTitle: preset.name,
      config: preset.config,
      problem: preset.problem,
      summary: preset.problem ?? (face ? [face.kind, face.summary].filter(Boolean).join(" · ") : preset.kind),
      icon: face?.icon ?? ("triangle-alert" satisfies IconName),
      hue: face?.hue ?? "note",
    };
  });
}

function faceFor(kind: NodeKind, { name, config }: Listed) {
  const parsed = nodeDefinition(kind).config.safeParse(config);
  if (!parsed.success) return null;
  // The one cast: the config was parsed by the schema of this very kind.
  return faceOf({ id: "preset", kind, title: name, config: parsed.data, position: { x: 0, y: 0 } } as never);
}
