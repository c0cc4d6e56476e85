"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Input } from "#components/ui/input.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import { AnswerFields, type AnswerTexts, answersOf } from "./answer-fields.tsx";
import { ArgumentFields, type ArgumentTexts, argumentsOf, readArguments } from "./argument-fields.tsx";

type Approval = CallOutput<typeof runContracts.approvals>["items"][number];

/** An action that waits for a person: what will happen, its arguments editable, and the decision. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const t = useTranslations("inbox");
  const client = useQueryClient();
  const { expiresAt } = approval;
  const before = argumentsOf(approval.arguments);
  const [texts, setTexts] = useState<ArgumentTexts>({});
  const [answers, setAnswers] = useState<AnswerTexts>({});
  const [comment, setComment] = useState("");
  const { values, problems } = readArguments(before, texts, t);
  const hasEdits = JSON.stringify(values) !== JSON.stringify(before);
  const decide = useMutation({
    mutationFn: (decision: "approve" | "reject") =>
      callApi(runContracts.decide, {
        params: { id: approval.id },
        body: {
          decision,
          comment,
          arguments: decision === "approve" && hasEdits ? values : undefined,
          form: answersOf(approval.form, answers),
        },
      }),
    onSuccess: (_, decision) => showDone(decision === "approve" ? t("approvedTheRunGoesOn") : t("rejected")),
    onSettled: () => client.invalidateQueries({ queryKey: ["inbox"] }),
  });
  return (
    <article className="rounded-lg border border-line bg-panel">
      <header className="flex items-start gap-3 border-line border-b bg-waiting-soft/50 px-4 py-3">
        <Icon name="user-check" size={18} className="mt-px text-waiting" />
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">{approval.title}</h3>
          {approval.reason && <p className="text-muted">{approval.reason}</p>}
          {(approval.role !== "operator" || approval.escalated) && (
            <p className="mt-1 flex flex-wrap gap-1.5">
              {approval.role !== "operator" && <Badge icon="lock">{t(`deciders.${approval.role}`)}</Badge>}
              {approval.escalated && <Badge tone="waiting">{t("passedUp")}</Badge>}
            </p>
          )}
        </div>
        <span className="text-muted text-xs">
          <RelativeTime at={approval.createdAt} />
        </span>
      </header>
      <div className="flex flex-col gap-4 p-4">
        <ArgumentFields before={before} texts={texts} problems={problems} onChange={setTexts} />
        <AnswerFields fields={approval.form} texts={answers} error={decide.error} onChange={setAnswers} />
        <Field label={t("comment")} optional hint={t("theAgentReadsItAnd")}>
          <Input value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />
        </Field>
        {decide.isError && <ErrorNotice title={t("theDecisionWasNotTaken")} error={decide.error} />}
        <div className="flex flex-wrap items-center gap-2">
          <Button
            look="primary"
            busy={decide.isPending && decide.variables === "approve"}
            disabled={decide.isPending || Object.keys(problems).length > 0}
            onClick={() => decide.mutate("approve")}
          >
            {hasEdits ? t("approveWithChanges") : t("approve")}
          </Button>
          <Button
            look="danger"
            busy={decide.isPending && decide.variables === "reject"}
            disabled={decide.isPending}
            onClick={() => decide.mutate("reject")}
          >
            {t("reject")}
          </Button>
          <span className="ml-auto text-muted text-xs">
            {expiresAt && t.rich("expires", { time: () => <RelativeTime at={expiresAt} /> })}
            <Link href={`/runs/${approval.runId}`} className="text-accent hover:underline">
              {t("openTheRun", { blueprintName: approval.blueprintName ?? "" })}
            </Link>
          </span>
        </div>
      </div>
    </article>
  );
}
