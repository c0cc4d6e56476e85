"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFailureWords } from "#components/ui/use-failure-words.ts";
import type { ChatDocument, ChatExchange, ChatRating } from "#lib/api/contracts/chat.ts";
import { AppError } from "#lib/foundation/errors.ts";
import {
  type AnswerNews,
  rateAnswer,
  readConversation,
  resumeAnswer,
  saveDocument,
  sendMessage,
} from "./chat-requests.ts";
import { hasArrived, isWithPerson, withNews } from "./exchanges.ts";
import { keep, newAccessKey, newMessage, readKept, type UnsentMessage } from "./kept-conversation.ts";

const firstPauseMs = 1000;
const longestPauseMs = 15_000;
// What somebody sent longer ago is shown rather than sent behind their back.
const sendAgainWithinMs = 120_000;

/** A message that has not arrived, with the reason once it is known. */
export type Undelivered = UnsentMessage & { problem: string | null };

/** A contact's conversation: sent, streamed, and after a reload or a broken connection taken up where it is. */
export function useHostedChat(slug: string) {
  const t = useTranslations("hostedChat");
  const failureWords = useFailureWords();
  const wordsOf = (caught: unknown) =>
    caught instanceof AppError ? failureWords(caught).words : t("theConnectionBrokeOffTry");
  const [exchanges, setExchanges] = useState<ChatExchange[]>([]);
  const [undelivered, setUndelivered] = useState<Undelivered | null>(null);
  const [isSending, setSending] = useState(false);
  const session = useRef(new AbortController());
  // One of them hears the stream at a time: who delivers, or else who follows.
  const under = useRef<{ following: Promise<void> | null; delivering: boolean }>({
    following: null,
    delivering: false,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a conversation is taken up once, when its page opens
  useEffect(() => {
    begin();
    void takeUp(session.current.signal);
    return () => session.current.abort();
  }, [slug]);

  function begin(): void {
    session.current.abort();
    session.current = new AbortController();
    under.current = { following: null, delivering: false };
  }

  async function takeUp(signal: AbortSignal): Promise<void> {
    const kept = readKept(slug);
    if (kept?.conversationId) await follow(signal);
    const unsent = readKept(slug)?.unsent;
    if (!unsent || signal.aborted) return;
    if (Date.now() - unsent.at < sendAgainWithinMs) await deliver(unsent, signal);
    else setUndelivered({ ...unsent, problem: t("itMayNotHaveArrived") });
  }

  /** Shows the conversation as the server knows it, and hears its open answer to the end, however often that breaks off. */
  async function follow(signal: AbortSignal): Promise<void> {
    const current = under.current;
    current.following ??= followUntilOver(signal).finally(() => {
      current.following = null;
    });
    await current.following;
  }

  async function followUntilOver(signal: AbortSignal): Promise<void> {
    for (let pause = firstPauseMs; !signal.aborted; pause = Math.min(2 * pause, longestPauseMs)) {
      const kept = readKept(slug);
      if (!kept?.conversationId || under.current.delivering) return;
      try {
        const known = await readConversation(slug, kept, signal);
        if (signal.aborted || under.current.delivering) return;
        if (known === null) return keep(slug, null);
        setExchanges(known);
        if (kept.unsent && hasArrived(known, kept.unsent.id)) arrived();
        else if (kept.unsent && isWithPerson(known.at(-1))) void passOnUnsent(kept.unsent, signal);
        if (!isOpen(known.at(-1))) return;
        await resumeAnswer(slug, kept, (news) => !under.current.delivering && hear(news, "", signal), signal);
        pause = firstPauseMs;
      } catch {
        // The next round asks again.
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async function passOnUnsent(message: UnsentMessage, signal: AbortSignal): Promise<void> {
    if (Date.now() - message.at < sendAgainWithinMs) await passOn(message, signal);
    else setUndelivered({ ...message, problem: t("itMayNotHaveArrived") });
  }

  /** Sends to the person who has the conversation; the stream already being heard tells that it arrived. */
  async function passOn(message: UnsentMessage, signal: AbortSignal): Promise<void> {
    const kept = readKept(slug);
    if (!kept) return;
    keep(slug, { ...kept, unsent: message });
    setUndelivered({ ...message, problem: null });
    const enough = new AbortController();
    let wasTaken = false;
    let wentToAgent = false;
    try {
      await sendMessage(
        slug,
        kept,
        message,
        (news) => {
          if (news.type !== "started") return;
          wasTaken = true;
          wentToAgent = !news.isWithPerson;
          enough.abort();
        },
        AbortSignal.any([signal, enough.signal]),
      );
    } catch (caught) {
      if (signal.aborted || wasTaken) return takenUp(wentToAgent, signal);
      const problem = wordsOf(caught);
      return setUndelivered({ ...message, problem });
    }
    if (wasTaken) await takenUp(wentToAgent, signal);
    else if (!signal.aborted) setUndelivered({ ...message, problem: t("noAnswerCameTryAgain") });
  }

  // The person left in between: what was written is the agent's, and its answer is another run's.
  async function takenUp(wentToAgent: boolean, signal: AbortSignal): Promise<void> {
    if (!wentToAgent || signal.aborted) return;
    arrived();
    await follow(signal);
  }

  async function deliver(message: UnsentMessage, signal: AbortSignal): Promise<void> {
    const kept = readKept(slug) ?? { key: newAccessKey() };
    keep(slug, { ...kept, unsent: message });
    setUndelivered({ ...message, problem: null });
    setSending(true);
    under.current.delivering = true;
    let hasStarted = false;
    let problem: string | null = null;
    try {
      await sendMessage(
        slug,
        kept,
        message,
        (news) => {
          if (news.type === "started" && !signal.aborted) {
            hasStarted = true;
            keep(slug, { key: kept.key, conversationId: news.conversationId });
            setUndelivered(null);
          }
          hear(news, message.text, signal);
        },
        signal,
      );
    } catch (caught) {
      problem = wordsOf(caught);
    }
    if (signal.aborted) return;
    under.current.delivering = false;
    if (!hasStarted) {
      setUndelivered({ ...message, problem: problem ?? t("noAnswerCameTryAgain") });
      setSending(false);
    }
    // What the server knows is the truth, also of an answer that another page of this conversation waits for.
    await follow(signal);
    if (!signal.aborted) setSending(false);
  }

  function hear(news: AnswerNews, question: string, signal: AbortSignal): void {
    if (signal.aborted) return;
    setExchanges((before) => withNews(before, news, question));
    if (news.type === "said" && news.said.messageId === readKept(slug)?.unsent?.id) arrived();
  }

  function arrived(): void {
    const kept = readKept(slug);
    if (kept) keep(slug, { ...kept, unsent: undefined });
    setUndelivered(null);
  }

  function send(message: UnsentMessage): void {
    const deliverTo = isWithPerson(exchanges.at(-1)) ? passOn : deliver;
    void deliverTo(message, session.current.signal);
  }

  return {
    exchanges,
    undelivered,
    isBusy: !isWithPerson(exchanges.at(-1)) && (isSending || isOpen(exchanges.at(-1))),
    send: (text: string) => send(newMessage(text)),
    sendAgain: () => undelivered && send(undelivered),
    /** Takes the message back, so that it can be written anew. */
    takeBack: arrived,
    rate: async (runId: string, rating: ChatRating) => {
      const kept = readKept(slug);
      if (kept) await rateAnswer(slug, kept, { runId, ...rating });
    },
    save: async (document: ChatDocument) => {
      const kept = readKept(slug);
      if (kept) await saveDocument(slug, kept, document);
    },
    startOver: () => {
      begin();
      keep(slug, null);
      setExchanges([]);
      setUndelivered(null);
      setSending(false);
    },
  };
}

function isOpen(exchange: ChatExchange | undefined): boolean {
  return exchange?.status === "running" || exchange?.status === "waiting";
}
