"use client";

import { useEffect, useState } from "react";
import type { ChatExchange } from "#lib/api/contracts/chat.ts";
import { type AnswerNews, readConversation, sendMessage } from "./chat-requests.ts";
import { keep, newAccessKey, readKept } from "./kept-conversation.ts";

const lookAgainMs = 1000;

/** A contact's conversation: sent, streamed, and after a reload read again until its run is over. */
export function useHostedChat(slug: string) {
  const [exchanges, setExchanges] = useState<ChatExchange[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const [readings, setReadings] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every count of readings reads anew
  useEffect(() => {
    const kept = readKept(slug);
    if (!kept?.conversationId) return;
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const known = await readConversation(slug, kept, gone.signal);
        if (gone.signal.aborted) return;
        if (known === null) return keep(slug, null);
        setExchanges(known);
        setFailure(null);
        if (isOpen(known.at(-1))) timer = setTimeout(look, lookAgainMs);
      } catch {
        if (!gone.signal.aborted) timer = setTimeout(look, 3 * lookAgainMs);
      }
    };
    void look();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [slug, readings]);

  async function send(text: string): Promise<void> {
    const kept = readKept(slug) ?? { key: newAccessKey() };
    let hasStarted = false;
    setSending(true);
    setFailure(null);
    const asked: ChatExchange = { runId: "", question: text, answers: [], live: "", status: "running" };
    setExchanges((before) => [...before, asked]);
    try {
      await sendMessage(slug, kept, text, (news) => {
        if (news.type === "started") {
          hasStarted = true;
          keep(slug, { ...kept, conversationId: news.conversationId });
        }
        setExchanges((before) => before.with(-1, heard(before.at(-1) ?? asked, news)));
      });
    } catch (caught) {
      if (!hasStarted) {
        setExchanges((before) => before.slice(0, -1));
        setFailure(caught instanceof Error ? caught.message : "The message could not be sent. Try again.");
      }
    }
    setSending(false);
    // What the server knows is the truth, also when the connection broke in mid-answer.
    if (hasStarted) setReadings((count) => count + 1);
  }

  function startOver(): void {
    keep(slug, null);
    setExchanges([]);
    setFailure(null);
    setReadings((count) => count + 1);
  }

  return { exchanges, failure, isBusy: isSending || isOpen(exchanges.at(-1)), send, startOver };
}

function isOpen(exchange: ChatExchange | undefined): boolean {
  return exchange?.status === "running" || exchange?.status === "waiting";
}

function heard(exchange: ChatExchange, news: AnswerNews): ChatExchange {
  switch (news.type) {
    case "started":
      return { ...exchange, runId: news.runId };
    case "text":
      return { ...exchange, live: news.text };
    case "answer": {
      const { text, citations } = news;
      return { ...exchange, live: "", answers: [...exchange.answers, { text, citations }] };
    }
    case "status":
      return { ...exchange, status: news.status };
  }
}
