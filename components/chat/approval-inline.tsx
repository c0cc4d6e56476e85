"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AnswerFields, type AnswerTexts, answersOf } from "#components/inbox/answer-fields.tsx";
import {
  ArgumentFields,
  type ArgumentTexts,
  argumentsOf,
  readArguments,
} from "#components/inbox/argument-fields.tsx";
import { FilledIn } from "#components/inbox/filled-in.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Input } from "#components/ui/input.tsx";
import { Status } from "#components/ui/status.tsx";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import type { ApprovalStep } from "#lib/run-events/run-state.ts";

const decided = {
  approve: { icon: "circle-check", tone: "ok", word: "approved" },
  reject: { icon: "circle-x", tone: "failed", word: "rejected" },
  expire: { icon: "clock", tone: "neutral", word: "expired" },
} as const;

/** The question to a person in the place where it came up; once decided it says what was decided and by whom. */
export function ApprovalInline({ approval, over }: { approval: ApprovalStep; over: boolean }) {
  const t = useTranslations("chat");
  const before = argumentsOf(approval.arguments);
  const form = approval.form ?? [];
  const [texts, setTexts] = useState<ArgumentTexts>({});
  const [answers, setAnswers] = useState<AnswerTexts>({});
  const [comment, setComment] = useState("");
  const { values, problems } = readArguments(before, texts, useTranslations("inbox"));
  const edited = JSON.stringify(values) !== JSON.stringify(before);
  const decide = useMutation({
    mutationFn: (decision: "approve" | "reject") =>
      callApi(runContracts.decide, {
        params: { id: approval.approvalId },
        body: {
          decision,
          comment,
          arguments: decision === "approve" && edited ? values : undefined,
          form: answersOf(form, answers),
        },
      }),
  });
  const result = approval.decision === null ? null : decided[approval.decision];
  return (
    <article
      className={`flex flex-col gap-3 rounded-lg border p-3 text-sm ${result || over ? "border-line bg-panel" : "border-waiting bg-waiting-soft"}`}
    >
      <header className="flex items-start gap-2">
        <Icon name="user-check" size={16} className="mt-0.5 text-waiting" />
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">{approval.title}</h3>
          {approval.reason && <p className="text-muted">{approval.reason}</p>}
        </div>
        {result && (
          <Status icon={result.icon} tone={result.tone}>
            {t(`decisions.${result.word}`)}
          </Status>
        )}
      </header>
      {result && approval.comment && <p>“{approval.comment}”</p>}
      {result && <FilledIn fields={form} answers={approval.answers} />}
      {!result && !over && (
        <>
          <ArgumentFields before={before} texts={texts} problems={problems} onChange={setTexts} />
          <AnswerFields fields={form} texts={answers} error={decide.error} onChange={setAnswers} />
          <Field label={t("reason")} optional hint={t("theAgentReadsIt")}>
            <Input value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />
          </Field>
          {decide.isError && <ErrorNotice title={t("theDecisionWasNotTaken")} error={decide.error} />}
          <div className="flex gap-2">
            <Button
              look="primary"
              data-testid="approval-approve"
              busy={decide.isPending && decide.variables === "approve"}
              disabled={decide.isPending || decide.isSuccess || Object.keys(problems).length > 0}
              onClick={() => decide.mutate("approve")}
            >
              {edited ? t("approveWithChanges") : t("approve")}
            </Button>
            <Button
              data-testid="approval-reject"
              busy={decide.isPending && decide.variables === "reject"}
              disabled={decide.isPending || decide.isSuccess}
              onClick={() => decide.mutate("reject")}
            >
              {t("reject")}
            </Button>
          </div>
        </>
      )}
    </article>
  );
}
