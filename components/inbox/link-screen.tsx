"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LanguageSelect } from "#components/translations/language-select.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { formatCost } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import { AnswerFields, type AnswerTexts, answersOf } from "./answer-fields.tsx";
import { ArgumentFields, type ArgumentTexts, argumentsOf, readArguments } from "./argument-fields.tsx";

type LinkView = CallOutput<typeof runContracts.readLink>;
type Asked = NonNullable<LinkView["asked"]>;

/** Where a signed link leads: what is asked, for whom it is, and the decision, without signing in. */
export function LinkScreen({ token }: { token: string }) {
  const t = useTranslations("inbox");
  const query = useQuery({
    queryKey: ["approval-link", token],
    queryFn: ({ signal }) => callApi(runContracts.readLink, { params: { token }, signal }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-10">
      <div className="w-full max-w-[640px]">
        <div className="mb-5 flex items-center gap-2 font-semibold text-base">
          <Icon name="compass" size={22} className="text-accent" />
          Aimwright
        </div>
        {query.isError && !query.data ? (
          <ErrorNotice title={t("linkNotOpened")} error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data === undefined ? (
          <Skeleton className="h-96 rounded-lg" />
        ) : query.data.asked ? (
          <OpenLink token={token} view={query.data} asked={query.data.asked} />
        ) : (
          <ClosedLink view={query.data} />
        )}
        <div className="mt-3 flex items-center justify-between gap-3">
          <Link href="/inbox" className={buttonClass("quiet")}>
            {t("decideInTheInbox")}
          </Link>
          <LanguageSelect label={t("language")} />
        </div>
      </div>
    </main>
  );
}

function ClosedLink({ view }: { view: LinkView }) {
  const t = useTranslations("inbox");
  return (
    <section className="rounded-lg border border-line bg-panel p-6 shadow-card" data-testid="link-closed">
      <h1 className="font-semibold text-lg">{t(`linkStates.${view.state}`)}</h1>
      <p className="mt-1 text-muted text-sm">
        {t("linkFor", { name: view.approver, workspace: view.workspaceName })}
      </p>
      <p role="status" className="mt-4">
        {view.message}
      </p>
    </section>
  );
}

function OpenLink({ token, view, asked }: { token: string; view: LinkView; asked: Asked }) {
  const t = useTranslations("inbox");
  const locale = useLocale();
  const client = useQueryClient();
  const before = argumentsOf(asked.arguments);
  const [texts, setTexts] = useState<ArgumentTexts>({});
  const [answers, setAnswers] = useState<AnswerTexts>({});
  const [comment, setComment] = useState("");
  const { values, problems } = readArguments(before, texts, t);
  const hasEdits = JSON.stringify(values) !== JSON.stringify(before);
  const decide = useMutation({
    mutationFn: (decision: "approve" | "reject") =>
      callApi(runContracts.decideByLink, {
        params: { token },
        body: {
          decision,
          comment,
          arguments: decision === "approve" && hasEdits ? values : undefined,
          form: answersOf(asked.form, answers),
        },
      }),
    onSuccess: (decided) => client.setQueryData(["approval-link", token], decided),
  });
  return (
    <section className="rounded-lg border border-line bg-panel shadow-card" data-testid="link-open">
      <header className="border-line border-b bg-waiting-soft/50 px-6 py-4">
        <h1 className="font-semibold text-lg">{asked.title}</h1>
        {asked.reason && <p>{asked.reason}</p>}
        <p className="mt-1 text-muted text-sm">
          {t("linkFor", { name: view.approver, workspace: view.workspaceName })}
        </p>
      </header>
      <div className="flex flex-col gap-5 p-6">
        <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
          <Fact label={t("blueprint")}>{view.blueprintName}</Fact>
          <Fact label={t("asked")}>
            <RelativeTime at={asked.createdAt} />
          </Fact>
          <Fact label={t("decideBefore")}>
            {asked.expiresAt ? (
              <time dateTime={asked.expiresAt}>
                {new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
                  new Date(asked.expiresAt),
                )}
              </time>
            ) : (
              "–"
            )}
          </Fact>
          <Fact label={t("spentSoFar")}>{formatCost(asked.costUsd, locale, t("unknown"))}</Fact>
        </dl>
        <ArgumentFields before={before} texts={texts} problems={problems} onChange={setTexts} />
        <AnswerFields fields={asked.form} texts={answers} error={decide.error} onChange={setAnswers} />
        <Field label={t("comment")} optional hint={t("theAgentReadsItAnd")}>
          <Textarea
            rows={2}
            value={comment}
            maxLength={2000}
            onChange={(event) => setComment(event.target.value)}
          />
        </Field>
        {decide.isError && <ErrorNotice title={t("theDecisionWasNotTaken")} error={decide.error} />}
        <div className="flex flex-wrap gap-2">
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
        </div>
        <p className="text-muted text-xs">{t("youDecideAs", { name: view.approver })}</p>
      </div>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
