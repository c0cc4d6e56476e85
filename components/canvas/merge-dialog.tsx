"use client";

import { useMemo, useState } from "react";
import { fieldLabel } from "#components/compare/field-label.ts";
import { ValueBox } from "#components/compare/value-box.tsx";
import { ChangeLines } from "#components/inspector/change-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { diffBlueprints } from "#lib/blueprint/diff.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { type MergeConflict, type MergeSide, mergeBlueprints } from "#lib/blueprint/merge.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { resolveConflict } from "./store/autosave.ts";
import type { SaveState } from "./store/session-store.ts";
import { useDesigner, useDocument } from "./store/use-designer.ts";

type Conflict = Extract<SaveState, { is: "conflict" }>;

const gone = "Removed";

/** What each of two people changed, and one question for each place where both did. */
export function MergeDialog({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const designer = useDesigner();
  const mine = useDocument((document) => document);
  const [choices, setChoices] = useState<Record<string, MergeSide>>({});
  const { base, theirs } = conflict;
  const merge = useMemo(
    () => mergeBlueprints(base, mine, theirs.document, choices),
    [base, mine, theirs, choices],
  );
  const open = merge.conflicts.filter((one) => choices[one.key] === undefined).length;
  const settle = (document: Blueprint, words: string) => {
    resolveConflict(designer, document);
    onClose();
    showDone(`${words} Undo brings back what was here before.`);
  };
  return (
    <Dialog
      title="Somebody else saved this blueprint"
      description="Nothing is lost: their changes are saved, yours are kept here until you choose."
      open
      onOpenChange={(next) => !next && onClose()}
      width="lg"
      footer={
        <>
          <Button onClick={() => settle(theirs.document, "Theirs is kept.")}>Use theirs</Button>
          <Button onClick={() => settle(mine, "Yours is kept.")}>Use mine</Button>
          <Button
            look="primary"
            disabled={open > 0}
            onClick={() => settle(merge.document, "Both are merged.")}
          >
            {open > 0 ? `Merge: ${open} left to choose` : "Merge both"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {merge.conflicts.length === 0 ? (
          <p>Your changes and theirs touch different things, so both can be kept.</p>
        ) : (
          <section aria-label="Changed by both" className="flex flex-col gap-3">
            <h3 className="font-semibold">Changed by both: which one counts?</h3>
            {merge.conflicts.map((one) => (
              <Question
                key={one.key}
                conflict={one}
                label={labelOf(one, [mine, theirs.document, base])}
                chosen={choices[one.key] ?? null}
                onChoose={(side) => setChoices((before) => ({ ...before, [one.key]: side }))}
              />
            ))}
          </section>
        )}
        <div className="grid gap-4 md:grid-cols-2">
          <section aria-label="Your changes">
            <h3 className="mb-1 font-semibold">Your changes</h3>
            <ChangeLines changes={diffBlueprints(base, mine)} />
          </section>
          <section aria-label="Their changes">
            <h3 className="mb-1 font-semibold">Their changes</h3>
            <ChangeLines changes={diffBlueprints(base, theirs.document)} />
          </section>
        </div>
      </div>
    </Dialog>
  );
}

function labelOf(one: MergeConflict, documents: Blueprint[]): string {
  if (one.path === "") return one.title;
  const node = documents.map((document) => nodeOf(document, one.id)).find((each) => each !== undefined);
  return `${one.title}: ${fieldLabel(node, one.path)}`;
}

function Question({
  conflict,
  label,
  chosen,
  onChoose,
}: {
  conflict: MergeConflict;
  label: string;
  chosen: MergeSide | null;
  onChoose: (side: MergeSide) => void;
}) {
  const whole = conflict.what === "node" && conflict.path === "";
  const sides = [
    { side: "mine", word: "Mine" },
    { side: "theirs", word: "Theirs" },
  ] as const;
  return (
    <fieldset className="rounded-lg border border-line p-3">
      <legend className="px-1 font-medium">{label}</legend>
      <div className="grid gap-2 md:grid-cols-2">
        {sides.map(({ side, word }) => (
          <label key={side} className="flex cursor-pointer flex-col gap-1.5">
            <span className="flex min-h-6 items-center gap-2">
              <input
                type="radio"
                name={conflict.key}
                checked={chosen === side}
                onChange={() => onChoose(side)}
                className="size-4 accent-[var(--accent)]"
              />
              {word}
            </span>
            <ValueBox
              value={
                whole ? (conflict[side] === undefined ? undefined : "Kept, as changed here") : conflict[side]
              }
              empty={conflict[side] === undefined ? gone : "Empty"}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
