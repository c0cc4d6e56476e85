"use client";

import { useTranslations } from "use-intl";
import { useDefinitionText } from "#components/translations/definition-texts.tsx";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";

/** A field's name as the inspector writes it; the dotted path where it has none. */
export function useFieldLabel(): (node: BlueprintNode | undefined, path: string) => string {
  const t = useTranslations("compare");
  const say = useDefinitionText();
  return (node, path) => {
    const [head, field = "", ...deeper] = path.split(".");
    if (path === "") return t("fields.whole");
    if (head === "title" || head === "position") return t(`fields.${head}`);
    if (!node || head !== "config") return path;
    const form: Partial<Record<string, { label: string }>> = nodeDefinition(node.kind).form;
    const english = form[field]?.label;
    const label = english === undefined ? field : say(`nodes.${node.kind}.fields.${field}.label`, english);
    return deeper.length === 0 ? label : `${label} · ${deeper.join(" · ")}`;
  };
}
