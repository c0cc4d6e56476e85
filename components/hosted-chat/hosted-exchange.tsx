"use client";

import { Fragment, useState } from "react";
import { useTranslations } from "use-intl";
import { AnswerText } from "#components/chat/answer-text.tsx";
import { DocumentChip } from "#components/chat/document-chip.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type {
  ChatCitation,
  ChatDocument,
  ChatExchange,
  ChatHandoff,
  ChatRating,
  ChatSaid,
} from "#lib/api/contracts/chat.ts";
import type { Thumbs } from "#lib/nodes/feedback/ways-of-feedback.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { AnswerRating } from "./answer-rating.tsx";

/** A contact's question and what came back. */
export function HostedExchange({
  exchange,
  isLast,
  thumbs,
  rate,
  save,
}: {
  exchange: ChatExchange;
  /** What is asked under an answer; null for nothing. */
  thumbs: Thumbs | null;
  /** Only the newest answer asks for a word beside the thumb. */
  isLast: boolean;
  rate: (rating: ChatRating) => Promise<void>;
  save: (document: ChatDocument) => Promise<void>;
}) {
  const t = useTranslations("hostedChat");
  const { question, answers, documents, handoff, live, status } = exchange;
  const handedBackAt = answerAfterHandoff(exchange);
  return (
    <section className="flex flex-col gap-3">
      <p className="ms-10 self-end whitespace-pre-wrap break-words rounded-lg bg-accent-soft px-3 py-2 text-base">
        {question}
      </p>
      {answers.map((answer, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: answers are only ever added
        <Fragment key={index}>
          {handoff && index === handedBackAt && <HandoffNotice handoff={handoff} />}
          <HostedSaid said={answer} />
        </Fragment>
      ))}
      <Documents documents={documents} save={save} />
      {live !== "" && <AnswerText text={live} citations={[]} streaming />}
      <div aria-live="polite" className="text-muted text-sm empty:hidden">
        {handoff && handedBackAt === null && <HandoffNotice handoff={handoff} />}
        {status === "waiting" && !handoff ? <WaitingNotice /> : statusText(t, status, live !== "")}
      </div>
      {thumbs && status === "succeeded" && answers.length > 0 && (
        <AnswerRating
          key={exchange.runId}
          given={exchange.rating}
          question={thumbs.question}
          asksWhy={isLast && thumbs.comments}
          rate={rate}
        />
      )}
    </section>
  );
}

/** The place of the agent's answer that came after a person left; null where none has come. */
function answerAfterHandoff({ answers, handoff }: ChatExchange): number | null {
  const isBack = handoff?.state === "returned" || handoff?.state === "unanswered";
  return isBack && answers.at(-1)?.from === "agent" ? answers.length - 1 : null;
}

function HostedSaid({ said }: { said: ChatSaid }) {
  if (said.from === "contact")
    return (
      <p
        data-testid="chat-contact"
        className="ms-10 self-end whitespace-pre-wrap break-words rounded-lg bg-accent-soft px-3 py-2 text-base"
      >
        {said.text}
      </p>
    );
  if (said.from === "person")
    return (
      <div
        data-testid="chat-person"
        className="me-10 self-start rounded-lg border border-line bg-panel px-3 py-2"
      >
        <p className="flex items-center gap-1.5 text-muted text-xs">
          <Icon name="headset" size={12} className="shrink-0 text-role-people" />
          {said.by}
        </p>
        <p className="whitespace-pre-wrap break-words text-base">{said.text}</p>
      </div>
    );
  return (
    <div data-testid="chat-answer" className="flex flex-col gap-2">
      <AnswerText text={said.text} citations={said.citations} />
      <Sources citations={said.citations} />
    </div>
  );
}

function Documents({
  documents,
  save,
}: {
  documents: ChatDocument[];
  save: (document: ChatDocument) => Promise<void>;
}) {
  const t = useTranslations("hostedChat");
  const [failed, setFailed] = useState(false);
  if (documents.length === 0) return null;
  const attempt = (document: ChatDocument) =>
    save(document).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  return (
    <div className="flex flex-wrap gap-1.5">
      {documents.map((document) => (
        <DocumentChip
          key={document.id}
          name={document.name}
          size={document.size}
          onClick={() => void attempt(document)}
        />
      ))}
      {failed && (
        <p role="alert" className="w-full text-failed text-sm">
          {t("theDocumentCouldNotBe")}
        </p>
      )}
    </div>
  );
}

function HandoffNotice({ handoff }: { handoff: ChatHandoff }) {
  const t = useTranslations("hostedChat");
  return (
    <p
      data-testid="chat-handoff"
      className="mb-2 flex items-start gap-2 rounded-lg border border-line bg-panel p-3"
    >
      <Icon name="headset" size={16} className="mt-0.5 shrink-0 text-role-people" />
      <span>{handoffText(t, handoff)}</span>
    </p>
  );
}

function handoffText(t: Translate<"hostedChat">, handoff: ChatHandoff): string {
  const { state } = handoff;
  const by = handoff.by ?? "";
  switch (state) {
    case "open":
      return t("aColleagueTakesOverYou");
    case "claimed":
      return t("youAreTalkingWith", { by });
    case "returned":
      return t("gaveTheConversationBackTo", { by });
    case "closed":
      return t("endedThisConversationWriteAgain", { by });
    case "unanswered":
      return t("noColleagueCouldAnswerIn");
  }
}

function WaitingNotice() {
  const t = useTranslations("hostedChat");
  return (
    <p className="flex items-start gap-2 rounded-lg border border-line bg-panel p-3">
      <Icon name="hourglass" size={16} className="mt-0.5 shrink-0 text-waiting" />
      <span>{t("aColleagueIsCheckingThe")}</span>
    </p>
  );
}

function statusText(t: Translate<"hostedChat">, status: ChatExchange["status"], isWriting: boolean): string {
  if (status === "running") return isWriting ? "" : t("thinking");
  if (status === "failed") return t("noAnswerCouldBeGiven");
  return status === "cancelled" ? t("thisAnswerWasStopped") : "";
}

function Sources({ citations }: { citations: ChatCitation[] }) {
  const t = useTranslations("hostedChat");
  const [chosen, setChosen] = useState<ChatCitation | null>(null);
  if (citations.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={t("sources")}>
      {citations.map((citation) => (
        <li key={citation.marker}>
          <button
            type="button"
            data-testid={`source-${citation.marker}`}
            onClick={() => setChosen(citation)}
            className="inline-flex min-h-8 max-w-64 items-center gap-1.5 rounded-md border border-line bg-panel px-2 text-xs hover:border-accent"
          >
            <Icon name="book-open" size={12} className="shrink-0 text-role-knowledge" />
            <span className="tabular-nums">{citation.marker}</span>
            <span className="truncate text-muted">{citation.title}</span>
          </button>
        </li>
      ))}
      <Sheet
        title={chosen?.title ?? t("source")}
        open={chosen !== null}
        onOpenChange={(open) => !open && setChosen(null)}
      >
        <blockquote className="whitespace-pre-wrap border-role-knowledge border-s-2 ps-3 text-base">
          {chosen?.text}
        </blockquote>
      </Sheet>
    </ul>
  );
}
