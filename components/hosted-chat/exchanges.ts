import type { ChatExchange } from "#lib/api/contracts/chat.ts";
import type { AnswerNews } from "./chat-requests.ts";

/** Whether what the contact writes now goes to a person, asked for or there. */
export function isWithPerson(exchange: ChatExchange | undefined): boolean {
  const { handoff, status } = exchange ?? {};
  const isOver = status !== "running" && status !== "waiting";
  return !isOver && (handoff?.state === "open" || handoff?.state === "claimed");
}

/** Whether a message of the contact is in the conversation. */
export function hasArrived(exchanges: ChatExchange[], messageId: string): boolean {
  return exchanges.some(
    (one) => one.messageId === messageId || one.answers.some((said) => said.messageId === messageId),
  );
}

/** The conversation after a piece of news about its last answer; a stream told again replaces what it said before. */
export function withNews(before: ChatExchange[], news: AnswerNews, question: string): ChatExchange[] {
  if (news.type === "started") {
    const known = before.findIndex(({ runId }) => runId === news.runId);
    if (known < 0) return [...before, begun(news.runId, question)];
    const old = before[known] ?? begun(news.runId, question);
    // The text shown stays until the stream, which tells it again, has caught up.
    return before.with(known, { ...old, answers: [], documents: [], status: "running" });
  }
  const last = before.at(-1);
  return last ? before.with(-1, grown(last, news)) : before;
}

function begun(runId: string, question: string): ChatExchange {
  return {
    runId,
    messageId: null,
    question,
    answers: [],
    handoff: null,
    documents: [],
    live: "",
    status: "running",
    rating: null,
  };
}

function grown(last: ChatExchange, news: Exclude<AnswerNews, { type: "started" }>): ChatExchange {
  switch (news.type) {
    case "text":
      return { ...last, live: news.text };
    case "answer":
      return {
        ...last,
        live: "",
        answers: [
          ...last.answers,
          { text: news.text, citations: news.citations, from: "agent", by: "", messageId: null },
        ],
      };
    case "said":
      return { ...last, live: "", answers: [...last.answers, news.said] };
    case "handoff":
      return { ...last, handoff: news.handoff };
    case "document":
      return { ...last, documents: [...last.documents, news.document] };
    case "status":
      return { ...last, status: news.status };
  }
}
