"use client";

import Link from "next/link";
import { type KeyboardEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { HandoffThread } from "#components/chat/handoff-thread.tsx";
import { useFollowedRun } from "#components/chat/use-followed-run.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { CallOutput } from "#lib/api/client.ts";
import type { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { HandoffDue } from "./handoff-due.tsx";
import { SuggestedSources } from "./suggested-sources.tsx";
import { useHandoffWork } from "./use-handoff-work.ts";
import { useSuggestion } from "./use-suggestion.ts";

/** A conversation the agent gave to a person: claim it, talk to the contact, give it back or close it. */
export function HandoffCard({ handoff }: { handoff: CallOutput<typeof handoffContracts.claim> }) {
  const t = useTranslations("inbox");
  const [text, setText] = useState("");
  const work = useHandoffWork(handoff.id);
  // A suggestion never takes away what somebody has begun to write.
  const suggestion = useSuggestion(handoff.id, (suggested) =>
    setText((before) => (before.trim() === "" ? suggested : `${before.trimEnd()}\n\n${suggested}`)),
  );
  const { run } = useFollowedRun(handoff.runId);
  const step = run?.steps.find((one) => one.kind === "handoff" && one.handoffId === handoff.id);
  const said = step?.kind === "handoff" ? step.said : [];
  const isOthers = handoff.status === "claimed" && !handoff.isMine;
  const hasText = text.trim() !== "";
  const send = (does: "say" | "return" | "close") => work.mutate({ does, text }, { onSuccess: clear });
  const clear = () => {
    setText("");
    suggestion.reset();
  };
  const busy = (does: string) => work.isPending && work.variables.does === does;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || !hasText) return;
    event.preventDefault();
    send("say");
  };
  return (
    <article
      aria-label={handoff.question || handoff.reason}
      className="rounded-lg border border-line bg-panel"
    >
      <header className="flex flex-wrap items-start gap-x-3 gap-y-2 border-line border-b px-4 py-3">
        <Icon name="headset" size={18} className="mt-px text-role-people" />
        <div className="min-w-0 flex-1 basis-48">
          <h3 className="break-words font-semibold">{handoff.question || handoff.reason}</h3>
          <p className="text-muted">
            {handoff.question ? handoff.reason : ""}
            {handoff.contactName ? ` · ${handoff.contactName}` : ""}
          </p>
        </div>
        <div className="flex items-center gap-2 text-muted text-xs">
          <HandoffDue handoff={handoff} />
          <RelativeTime at={handoff.createdAt} />
        </div>
      </header>
      <div className="flex flex-col gap-4 p-4">
        {handoff.summary && <p className="whitespace-pre-wrap">{handoff.summary}</p>}
        {said.length > 0 && <HandoffThread said={said} />}
        {handoff.isMine && (
          <div className="grid gap-4 md:has-[section]:grid-cols-2">
            <Field label={t("message")} hint={t("goesToTheContactWith")}>
              <Textarea
                value={text}
                maxLength={20_000}
                onChange={(event) => setText(event.target.value)}
                onKeyDown={onKeyDown}
              />
            </Field>
            {suggestion.data && <SuggestedSources sources={suggestion.data.sources} />}
          </div>
        )}
        {suggestion.isError && <ErrorNotice title={t("noReplyCouldBeSuggested")} error={suggestion.error} />}
        {work.isError && <ErrorNotice title={t("thatWasNotPossible")} error={work.error} />}
        <div className="flex flex-wrap items-center gap-2">
          {handoff.status === "open" && (
            <Button
              look="primary"
              icon="user-check"
              busy={busy("claim")}
              onClick={() => work.mutate({ does: "claim" })}
            >
              {t("takeOver")}
            </Button>
          )}
          {handoff.isMine && (
            <>
              <Button
                look="primary"
                icon="send"
                busy={busy("say")}
                disabled={!hasText}
                onClick={() => send("say")}
              >
                {t("sendToTheContact")}
              </Button>
              <Button icon="sparkles" busy={suggestion.isPending} onClick={() => suggestion.mutate()}>
                {t("suggestAReply")}
              </Button>
              <Button busy={busy("return")} disabled={!hasText} onClick={() => send("return")}>
                {t("giveBackToTheAgent")}
              </Button>
              <Button busy={busy("close")} disabled={work.isPending} onClick={() => send("close")}>
                {hasText ? t("sendAndClose") : t("close")}
              </Button>
            </>
          )}
          {handoff.status === "claimed" && (
            <Button look="quiet" busy={busy("release")} onClick={() => work.mutate({ does: "release" })}>
              {t("release")}
            </Button>
          )}
          {isOthers && <span className="text-muted text-xs">{t("onlyAnOwnerMayRelease")}</span>}
          <Link href={`/runs/${handoff.runId}`} className="ml-auto text-accent text-xs hover:underline">
            {t("openTheRun", { blueprintName: handoff.blueprintName })}
          </Link>
        </div>
      </div>
    </article>
  );
}
