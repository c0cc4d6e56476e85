"use client";

import { useFieldLabel } from "#components/compare/use-field-label.ts";
import { ValueBox } from "#components/compare/value-box.tsx";
import type { FieldChange } from "#lib/blueprint/diff.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";

/** Fields of one node that differ, each before and after. */
export function FieldChanges({ node, changes }: { node: BlueprintNode; changes: readonly FieldChange[] }) {
  const labelOf = useFieldLabel();
  return (
    <ul className="flex flex-col gap-3">
      {changes.map((change) => (
        <li key={change.path} className="flex flex-col gap-1">
          <span className="text-muted text-xs">{labelOf(node, change.path)}</span>
          <ValueBox value={change.before} sign="-" />
          <ValueBox value={change.after} sign="+" />
        </li>
      ))}
    </ul>
  );
}
