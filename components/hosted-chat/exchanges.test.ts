import { expect, test } from "vitest";
import type { ChatExchange } from "#lib/api/contracts/chat.ts";
import type { AnswerNews } from "./chat-requests.ts";
import { withNews } from "./exchanges.ts";

const told: AnswerNews[] = [
  { type: "started", conversationId: "c", runId: "r" },
  { type: "text", text: "Your" },
  { type: "text", text: "Your parcel" },
  { type: "answer", text: "Your parcel came.", citations: [] },
  { type: "status", status: "succeeded" },
];
const all = (news: AnswerNews[], before: ChatExchange[] = []) =>
  news.reduce((exchanges, one) => withNews(exchanges, one, "Where?"), before);

test("an answer grows, stands whole, and is over", () => {
  expect(all(told.slice(0, 3))).toMatchObject([{ question: "Where?", live: "Your parcel", answers: [] }]);
  expect(all(told)).toMatchObject([
    { live: "", answers: [{ text: "Your parcel came." }], status: "succeeded" },
  ]);
});

test.each([1, 2, 3, 4, 5])("a stream broken off after %i pieces and told again gives the same", (cut) => {
  expect(all(told, all(told.slice(0, cut)))).toEqual(all(told));
});

test("the text shown does not vanish while the stream is told again", () => {
  expect(all(told.slice(0, 1), all(told.slice(0, 3))).at(-1)?.live).toBe("Your parcel");
});

test("another answer comes after, never instead of, the one before", () => {
  const next = told.map((news) => (news.type === "started" ? { ...news, runId: "s" } : news));
  expect(all(next, all(told))).toHaveLength(2);
});
