"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { explanationContracts } from "#lib/api/contracts/explanations.ts";
import type { RunState } from "#lib/run-events/run-state.ts";

/** Asks "what if": the run again from one of its turns with something changed, in a run of its own. */
export function ForkPanel({ run }: { run: RunState }) {
  const t = useTranslations("reasoning");
  const router = useRouter();
  const turns = run.steps.filter((step) => step.kind === "turn");
  const [open, setOpen] = useState(false);
  const [from, setFrom] = useState("input");
  const [input, setInput] = useState(run.input.text ?? "");
  const [instructions, setInstructions] = useState("");
  const [model, setModel] = useState("");
  const fork = useMutation({
    mutationFn: () =>
      callApi(explanationContracts.fork, {
        params: { id: run.runId },
        body: {
          ...(from === "input" ? {} : { fromSeq: Number(from) }),
          changes: {
            ...(from === "input" ? { input } : {}),
            ...(instructions.trim() === "" ? {} : { instructions }),
            ...(model.trim() === "" ? {} : { model: model.trim() }),
          },
        },
      }),
    onSuccess: ({ runId }) => router.push(`/runs/${runId}`),
  });
  return (
    <Card
      title={t("whatIf")}
      description={t("runsItAgainFromA")}
      action={
        <Button size="sm" icon="split" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("fork")}
        </Button>
      }
    >
      {open ? (
        <form
          className="flex max-w-2xl flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            fork.mutate();
          }}
        >
          <Field label={t("from")}>
            <Select
              value={from}
              onChange={setFrom}
              options={[
                { value: "input", label: t("theBeginningWithAnotherMessage") },
                ...turns.map((turn) => ({ value: String(turn.seq), label: t("turn", { turn: turn.turn }) })),
              ]}
            />
          </Field>
          {from === "input" && (
            <Field label={t("message")}>
              <Textarea value={input} onChange={(event) => setInput(event.target.value)} />
            </Field>
          )}
          <Field label={t("otherInstructions")} hint={t("leaveEmptyToKeepThem")}>
            <Textarea value={instructions} onChange={(event) => setInstructions(event.target.value)} />
          </Field>
          <Field label={t("otherModel")} hint={t("aTierSuchAsFast")}>
            <Input value={model} onChange={(event) => setModel(event.target.value)} />
          </Field>
          {fork.isError && <ErrorNotice title={t("theRunCouldNotBe")} error={fork.error} />}
          <div>
            <Button type="submit" look="primary" busy={fork.isPending}>
              {t("runTheFork")}
            </Button>
          </div>
        </form>
      ) : (
        <p className="text-muted text-sm">{t("tryAnotherMessageOtherInstructions")}</p>
      )}
    </Card>
  );
}
