import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";

const ownFields: Record<string, string> = { "": "The whole node", title: "Title", position: "Place" };

/** A field's name as the inspector writes it; the dotted path where it has none. */
export function fieldLabel(node: BlueprintNode | undefined, path: string): string {
  const own = ownFields[path] ?? ownFields[path.split(".")[0] ?? ""];
  if (own !== undefined) return own;
  const [head, field = "", ...deeper] = path.split(".");
  if (!node || head !== "config") return path;
  const form: Partial<Record<string, { label: string }>> = nodeDefinition(node.kind).form;
  const label = form[field]?.label ?? field;
  return deeper.length === 0 ? label : `${label} · ${deeper.join(" · ")}`;
}

/** A value of a field in words: text as it is, anything deeper as JSON. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "number" ? String(value) : JSON.stringify(value, null, 2);
}
