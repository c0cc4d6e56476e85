"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type FoundText, findText, replaceText } from "#lib/blueprint/edits/replace-text.ts";
import { framesOf } from "#lib/blueprint/frames.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { announce } from "./commands/define-command.ts";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";
import { useFaceOf } from "./use-face-of.ts";

/** Finds a text in every title and setting of the blueprint, shows where, and writes another in its place. */
export function FindReplace() {
  const t = useTranslations("canvas");
  const { session } = useDesigner();
  const open = useSession((state) => state.findOpen);
  return (
    <Dialog
      title={t("findAndReplace")}
      description={t("inTheTitlesAndSettings")}
      open={open}
      onOpenChange={(next) => session.setState({ findOpen: next })}
    >
      <Form />
    </Dialog>
  );
}

function Form() {
  const t = useTranslations("canvas");
  const faceOf = useFaceOf();
  const designer = useDesigner();
  const document = useDocument((whole) => whole);
  const [text, setText] = useState("");
  const [by, setBy] = useState("");
  const [matchCase, setMatchCase] = useState(false);
  const [said, setSaid] = useState("");
  const found = findText(document, text, matchCase);
  const total = found.reduce((sum, { count }) => sum + count, 0);

  function replace(only?: Pick<FoundText, "in" | "id" | "path">) {
    let words = "";
    designer.document.edit((before) => {
      const wanted = { text, by, matchCase, ...(only ? { only } : {}) };
      const { document: after, replaced, left } = replaceText(before, wanted);
      words = t("replacedWords", { replaced, left });
      return after;
    });
    setSaid(words);
    announce(designer, words);
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (total > 0) replace();
      }}
    >
      <Field label={t("find")}>
        <Input autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Field label={t("replaceWith")}>
        <Input value={by} onChange={(event) => setBy(event.target.value)} />
      </Field>
      <Checkbox checked={matchCase} onChange={setMatchCase}>
        {t("matchCapitals")}
      </Checkbox>
      <p role="status" className="text-muted text-sm">
        {said !== "" && `${said} `}
        {text === "" ? "" : total === 0 ? t("notFound") : t("foundInPlaces", { total, count: found.length })}
      </p>
      {found.length > 0 && (
        <ul className="flex max-h-64 flex-col divide-y divide-line overflow-y-auto rounded-md border border-line">
          {found.map(({ in: holder, id, path, value, count }) => {
            const node = nodeOf(document, id);
            const frame = framesOf(document).find((each) => each.id === id);
            const title =
              holder === "frame"
                ? t("groupNamed", { title: frame?.title ?? "" })
                : node
                  ? faceOf(node).title
                  : id;
            return (
              <li key={`${holder} ${id} ${path}`} className="flex items-center gap-3 px-3 py-2">
                <button
                  type="button"
                  className="min-w-0 flex-1 text-left"
                  onClick={() => {
                    designer.session.setState({
                      selectedNodes: holder === "frame" ? (frame?.nodes ?? []) : [id],
                      selectedWires: [],
                      tab: "inspect",
                      findOpen: false,
                    });
                    designer.session
                      .getState()
                      .view?.reveal(holder === "frame" ? (frame?.nodes[0] ?? "") : id);
                  }}
                >
                  <span className="block truncate font-medium text-sm">
                    {title} <span className="font-normal text-muted">{path}</span>
                  </span>
                  <span className="block truncate text-muted text-xs">{around(value, text)}</span>
                </button>
                <span className="text-muted text-xs tabular-nums">{count}</span>
                <Button
                  size="sm"
                  aria-label={t("replaceIn", { title, path })}
                  onClick={() => replace({ in: holder, id, path })}
                >
                  {t("replace")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <Button type="submit" look="primary" className="self-end" disabled={total === 0}>
        {t("replaceAll")}
      </Button>
    </form>
  );
}

function around(value: string, text: string): string {
  const at = value.toLowerCase().indexOf(text.toLowerCase());
  const from = Math.max(0, at - 24);
  return `${from > 0 ? "…" : ""}${value.slice(from, at + text.length + 60).replace(/\s+/g, " ")}`;
}
