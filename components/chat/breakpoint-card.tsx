"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import type { BreakpointStep } from "#lib/run-events/run-state.ts";
import { LabelledValues } from "./labelled-values.tsx";

type Decision = "continue" | "supply" | "skip";

/** A pause of a test run: what is about to happen or has come back, to change, to replace or to leave out. */
export function BreakpointCard({
  runId,
  pause,
  over,
}: {
  runId: string;
  pause: BreakpointStep;
  over: boolean;
}) {
  const t = useTranslations("chat");
  const isBefore = pause.moment === "before";
  const given = JSON.stringify(isBefore ? pause.arguments : pause.result, null, 2) ?? "null";
  const [text, setText] = useState(given);
  const [supplied, setSupplied] = useState("");
  const edited = read(text, isBefore);
  const substitute = read(supplied, false);
  const resume = useMutation({
    mutationFn: (decision: Decision) =>
      callApi(runContracts.resume, {
        params: { id: pause.breakpointId },
        body: {
          decision,
          comment: "",
          ...(decision === "supply" && substitute ? { result: substitute.value } : {}),
          ...(decision === "continue" && edited && text !== given
            ? isBefore
              ? { arguments: edited.value as Record<string, unknown> }
              : { result: edited.value }
            : {}),
        },
      }),
  });
  const stop = useMutation({
    mutationFn: () => callApi(runContracts.cancel, { params: { id: runId } }),
  });
  const isOpen = pause.decision === null && !over;
  const busy = resume.isPending || resume.isSuccess || stop.isPending || stop.isSuccess;
  const button = (decision: Decision, label: string, disabled: boolean, look?: "primary") => (
    <Button
      {...(look ? { look } : {})}
      busy={resume.isPending && resume.variables === decision}
      disabled={busy || disabled}
      onClick={() => resume.mutate(decision)}
    >
      {label}
    </Button>
  );
  return (
    <article
      data-testid="breakpoint-card"
      className={`flex flex-col gap-3 rounded-lg border p-3 text-sm ${isOpen ? "border-waiting bg-waiting-soft" : "border-line bg-panel"}`}
    >
      <header className="flex items-start gap-2">
        <Icon name="pause" size={16} className="mt-0.5 text-waiting" />
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">{t(`steps.breakpoint.${pause.moment}`, { title: pause.title })}</h3>
          {pause.decision !== null && (
            <p className="text-muted">{t(`breakpoints.decided.${pause.decision}`, { by: pause.by ?? "" })}</p>
          )}
        </div>
      </header>
      {!isBefore && <LabelledValues title={t("arguments")} value={pause.arguments} />}
      {isOpen ? (
        <>
          <Field
            label={isBefore ? t("arguments") : t("result")}
            {...(edited ? {} : { error: t("breakpoints.notJson") })}
          >
            <Textarea rows={5} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
          {isBefore && (
            <Field
              label={t("breakpoints.insteadOfTheCall")}
              optional
              hint={t("breakpoints.nothingIsSent")}
              {...(supplied !== "" && !substitute ? { error: t("breakpoints.notJson") } : {})}
            >
              <Textarea rows={2} value={supplied} onChange={(event) => setSupplied(event.target.value)} />
            </Field>
          )}
          {resume.isError && <ErrorNotice title={t("breakpoints.notResumed")} error={resume.error} />}
          {stop.isError && <ErrorNotice title={t("breakpoints.notResumed")} error={stop.error} />}
          <div className="flex flex-wrap gap-2">
            {button(
              "continue",
              text === given ? t("breakpoints.goOn") : t("breakpoints.goOnChanged"),
              !edited,
              "primary",
            )}
            {isBefore && button("supply", t("breakpoints.supply"), !substitute)}
            {isBefore && button("skip", t("breakpoints.skip"), false)}
            <Button busy={stop.isPending} disabled={busy} onClick={() => stop.mutate()}>
              {t("breakpoints.stop")}
            </Button>
          </div>
        </>
      ) : (
        <>
          {isBefore && (
            <LabelledValues title={t("arguments")} value={pause.changed?.arguments ?? pause.arguments} />
          )}
          {(!isBefore || pause.decision === "supply") && (
            <LabelledValues title={t("result")} value={pause.changed?.result ?? pause.result} />
          )}
        </>
      )}
    </article>
  );
}

function read(text: string, asObject: boolean): { value: never } | null {
  try {
    const value = JSON.parse(text);
    return asObject && (typeof value !== "object" || value === null || Array.isArray(value))
      ? null
      : { value: value as never };
  } catch {
    return null;
  }
}
