"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { commandOf } from "#components/canvas/commands/all-commands.ts";
import { announce } from "#components/canvas/commands/define-command.ts";
import { useDesigner, useDocument } from "#components/canvas/store/use-designer.ts";
import { useFaceOf } from "#components/canvas/use-face-of.ts";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { changeTerms } from "#lib/blueprint/edits/wires.ts";
import { nodeOf, portOf } from "#lib/blueprint/graph.ts";
import { plainTerms, type TeamTerms } from "#lib/blueprint/team-terms.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import { relations } from "#lib/nodes/define-node.ts";

const protocols = ["delegate", "hand-over", "stand-in"] as const;

/** What can be said about one wire: between agents, their terms. */
export function WireInspector({ id }: { id: string }) {
  const t = useTranslations("inspector");
  const faceOf = useFaceOf();
  const designer = useDesigner();
  const wire = useDocument((document) => document.wires.find((one) => one.id === id));
  const document = useDocument((whole) => whole);
  const [problem, setProblem] = useState<{ field: string; message: string } | null>(null);
  if (!wire) return null;
  const relation = portOf(document, wire.from)?.relation;
  const [from, to] = [wire.from.node, wire.to.node].map((node) => {
    const found = nodeOf(document, node);
    return found ? faceOf(found).title : node;
  });
  const terms = wire.terms ?? plainTerms;
  const remove = commandOf("delete");
  const put = (field: keyof TeamTerms, value: unknown) => {
    try {
      designer.document.edit((whole) => changeTerms(whole, id, { [field]: value }), `terms ${id} ${field}`);
      setProblem(null);
    } catch (caught) {
      setProblem({ field, message: toAppError(caught).message });
    }
  };
  const error = (field: keyof TeamTerms) => (problem?.field === field ? problem.message : null);
  const isFromAgent = nodeOf(document, wire.from.node)?.config;
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-base">
            {from} → {to}
          </h2>
          <p className="text-muted text-xs">{relation ? relations[relation] : "wire"}</p>
        </div>
        <IconButton
          icon={remove.icon}
          label={t("deleteTheWire")}
          size={28}
          onClick={() => {
            remove.perform(designer);
            announce(designer, t("removedTheWire", { from: String(from), to: String(to) }));
          }}
        />
      </div>
      {relation === "delegates" && (
        <>
          {isFromAgent && "instructions" in isFromAgent && (
            <Field label={t("howTheyWorkTogether")}>
              <Select
                options={protocols.map((value) => ({
                  value,
                  label: t(`protocols.${value}`),
                  hint: t(`protocolHints.${value}`),
                }))}
                value={terms.protocol}
                onChange={(value) => put("protocol", value)}
              />
            </Field>
          )}
          {terms.protocol !== "stand-in" && (
            <>
              <Field label={t("nameForTheModel")} hint={t("nameForTheModelHint")} error={error("name")}>
                <Input
                  value={terms.name}
                  placeholder="ask_pricing"
                  onChange={(event) => put("name", event.target.value)}
                />
              </Field>
              <Field label={t("whenToUseIt")} error={error("purpose")}>
                <Textarea value={terms.purpose} onChange={(event) => put("purpose", event.target.value)} />
              </Field>
              <SchemaField
                label={terms.protocol === "delegate" ? t("task") : t("whatIsHandedOver")}
                hint={t("taskHint")}
                value={terms.task}
                problem={error("task")}
                onChange={(value) => put("task", value)}
              />
            </>
          )}
          {terms.protocol === "delegate" && (
            <SchemaField
              label={t("result")}
              hint={t("resultHint")}
              value={terms.result}
              problem={error("result")}
              onChange={(value) => put("result", value)}
            />
          )}
          {terms.protocol !== "hand-over" && (
            <div className="grid grid-cols-2 gap-3">
              <Figure
                label={t("costAtMostUsd")}
                value={terms.maxCostUsd}
                problem={error("maxCostUsd")}
                onChange={(value) => put("maxCostUsd", value)}
              />
              <Figure
                label={t("tokensAtMost")}
                value={terms.maxTokens}
                problem={error("maxTokens")}
                onChange={(value) => put("maxTokens", value)}
              />
              <Figure
                label={t("deadlineSeconds")}
                value={terms.maxSeconds}
                problem={error("maxSeconds")}
                onChange={(value) => put("maxSeconds", value)}
              />
              <Figure
                label={t("depthAtMost")}
                value={terms.depth}
                problem={error("depth")}
                onChange={(value) => put("depth", value ?? plainTerms.depth)}
              />
              <Figure
                label={t("priorityInConflicts")}
                value={terms.priority}
                problem={error("priority")}
                onChange={(value) => put("priority", value ?? plainTerms.priority)}
              />
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Figure({
  label,
  value,
  problem,
  onChange,
}: {
  label: string;
  value: number | null;
  problem: string | null;
  onChange: (value: number | null) => void;
}) {
  const t = useTranslations("inspector");
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={label} error={problem}>
      <Input
        inputMode="decimal"
        className="tabular-nums"
        placeholder={t("none")}
        value={typed ?? (value === null ? "" : String(value))}
        onChange={(event) => {
          const text = event.target.value.replace(",", ".");
          setTyped(text);
          if (text.trim() === "") onChange(null);
          else if (!Number.isNaN(Number(text))) onChange(Number(text));
        }}
        onBlur={() => setTyped(null)}
      />
    </Field>
  );
}

function SchemaField({
  label,
  hint,
  value,
  problem,
  onChange,
}: {
  label: string;
  hint: string;
  value: TeamTerms["task"];
  problem: string | null;
  onChange: (value: unknown) => void;
}) {
  const t = useTranslations("inspector");
  const [typed, setTyped] = useState<string | null>(null);
  const [misread, setMisread] = useState<string | null>(null);
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() === "") {
      setMisread(null);
      return onChange(null);
    }
    try {
      onChange(JSON.parse(text));
      setMisread(null);
    } catch {
      setMisread(t("notJsonYet"));
    }
  };
  return (
    <Field label={label} hint={hint} error={misread ?? problem}>
      <Textarea
        className="font-mono text-xs"
        spellCheck={false}
        placeholder='{ "type": "object", "properties": { "price": { "type": "number" } } }'
        value={typed ?? (value === null ? "" : JSON.stringify(value, null, 2))}
        onChange={(event) => change(event.target.value)}
      />
    </Field>
  );
}
