"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { RunState } from "#lib/run-events/run-state.ts";
import { forkRequest, forkSources, misreadJson } from "./fork-request.ts";

const none = "";
const shown = (value: unknown) => JSON.stringify(value, null, 2) ?? "null";

/** Where a fork begins and what is other in it; sending it leads to the new run. */
export function ForkForm({ run, document }: { run: RunState; document: Blueprint }) {
  const t = useTranslations("reasoning");
  const router = useRouter();
  const [from, setFrom] = useState("beginning");
  const [input, setInput] = useState(run.input.text ?? "");
  const [result, setResult] = useState("");
  const [instructions, setInstructions] = useState("");
  const [model, setModel] = useState("");
  const [node, setNode] = useState(none);
  const [settings, setSettings] = useState("");
  const sources = forkSources(run);
  const action = sources.actions.find(({ actionId }) => from === `action ${actionId}`);
  const misread = {
    result: action && misreadJson(result) ? t("notJson") : null,
    settings: node !== none && misreadJson(settings) ? t("notJson") : null,
  };
  const fork = useMutation({
    mutationFn: () =>
      callApi(explanationContracts.fork, {
        params: { id: run.runId },
        body: forkRequest(run, document, { from, input, result, instructions, model, node, settings }),
      }),
    onSuccess: ({ runId }) => router.push(`/runs/${runId}`),
  });
  const titleOf = (id: string) => nodeOf(document, id)?.title ?? id;
  const begin = (value: string) => {
    setFrom(value);
    const chosen = sources.actions.find(({ actionId }) => value === `action ${actionId}`);
    if (chosen) setResult(shown(chosen.result));
  };
  return (
    <form
      className="flex max-w-2xl flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!misread.result && !misread.settings) fork.mutate();
      }}
    >
      <Field label={t("from")}>
        <Select
          value={from}
          onChange={begin}
          options={[
            { value: "beginning", label: t("theBeginningWithAnotherMessage") },
            ...sources.turns.map((turn) => ({
              value: `turn ${turn.seq}`,
              label:
                sources.agents > 1
                  ? t("turnOf", { turn: turn.turn, agent: titleOf(turn.nodeId) })
                  : t("turn", { turn: turn.turn }),
            })),
            ...sources.actions.map(({ actionId, title }) => ({
              value: `action ${actionId}`,
              label: t("anotherResultOf", { action: title }),
            })),
          ]}
        />
      </Field>
      {from === "beginning" && (
        <Field label={t("message")}>
          <Textarea value={input} onChange={(event) => setInput(event.target.value)} />
        </Field>
      )}
      {action && (
        <Field label={t("resultAsJson")} hint={t("resultHint")} error={misread.result}>
          <Textarea mono rows={6} value={result} onChange={(event) => setResult(event.target.value)} />
        </Field>
      )}
      <Field label={t("otherInstructions")} hint={t("leaveEmptyToKeepThem")}>
        <Textarea value={instructions} onChange={(event) => setInstructions(event.target.value)} />
      </Field>
      <Field label={t("otherModel")} hint={t("aTierSuchAsFast")}>
        <Input value={model} onChange={(event) => setModel(event.target.value)} />
      </Field>
      <Field label={t("otherSettingsOf")}>
        <Select
          value={node}
          onChange={(id) => {
            setNode(id);
            setSettings(shown(nodeOf(document, id)?.config ?? {}));
          }}
          options={[
            { value: none, label: t("noNode") },
            ...document.nodes.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
      </Field>
      {node !== none && (
        <Field label={t("settingsAsJson")} hint={t("settingsHint")} error={misread.settings}>
          <Textarea mono rows={8} value={settings} onChange={(event) => setSettings(event.target.value)} />
        </Field>
      )}
      {fork.isError && <ErrorNotice title={t("theRunCouldNotBe")} error={fork.error} />}
      <div>
        <Button type="submit" look="primary" busy={fork.isPending}>
          {t("runTheFork")}
        </Button>
      </div>
    </form>
  );
}
