"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useFieldLabel } from "#components/compare/use-field-label.ts";
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

/** What each of two people changed, and one question for each place where both did. */
export function MergeDialog({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const fieldLabel = useFieldLabel();
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
    showDone(t("undoBringsBackWhatWas", { words }));
  };
  return (
    <Dialog
      title={t("somebodyElseSavedThisBlueprint")}
      description={t("nothingIsLostTheirChanges")}
      open
      onOpenChange={(next) => !next && onClose()}
      width="lg"
      footer={
        <>
          <Button onClick={() => settle(theirs.document, t("theirsIsKept"))}>{t("useTheirs")}</Button>
          <Button onClick={() => settle(mine, t("yoursIsKept"))}>{t("useMine")}</Button>
          <Button
            look="primary"
            disabled={open > 0}
            onClick={() => settle(merge.document, t("bothAreMerged"))}
          >
            {open > 0 ? t("mergeLeftToChoose", { open }) : t("mergeBoth")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {merge.conflicts.length === 0 ? (
          <p>{t("yourChangesAndTheirsTouch")}</p>
        ) : (
          <section aria-label={t("changedByBoth")} className="flex flex-col gap-3">
            <h3 className="font-semibold">{t("changedByBothWhichOne")}</h3>
            {merge.conflicts.map((one) => (
              <Question
                key={one.key}
                conflict={one}
                label={labelOf(one, [mine, theirs.document, base], fieldLabel)}
                chosen={choices[one.key] ?? null}
                onChoose={(side) => setChoices((before) => ({ ...before, [one.key]: side }))}
              />
            ))}
          </section>
        )}
        <div className="grid gap-4 md:grid-cols-2">
          <section aria-label={t("yourChanges")}>
            <h3 className="mb-1 font-semibold">{t("yourChanges")}</h3>
            <ChangeLines changes={diffBlueprints(base, mine)} />
          </section>
          <section aria-label={t("theirChanges")}>
            <h3 className="mb-1 font-semibold">{t("theirChanges")}</h3>
            <ChangeLines changes={diffBlueprints(base, theirs.document)} />
          </section>
        </div>
      </div>
    </Dialog>
  );
}

function labelOf(
  one: MergeConflict,
  documents: Blueprint[],
  fieldLabel: ReturnType<typeof useFieldLabel>,
): string {
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
  const t = useTranslations("canvas");
  const whole = conflict.what === "node" && conflict.path === "";
  const sides = [
    { side: "mine", word: t("mine") },
    { side: "theirs", word: t("theirs") },
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
                whole ? (conflict[side] === undefined ? undefined : t("keptAsChangedHere")) : conflict[side]
              }
              empty={conflict[side] === undefined ? t("removed") : t("empty")}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
