"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { useFailureWords } from "#components/ui/use-failure-words.ts";
import type { ChatRating } from "#lib/api/contracts/chat.ts";

/** Thumbs under an answer for the contact who got it; a word is asked for after the thumb. */
export function AnswerRating({
  given,
  question,
  asksWhy,
  rate,
}: {
  given: ChatRating | null;
  /** Asked beside the thumbs; empty for none. */
  question: string;
  asksWhy: boolean;
  rate: (rating: ChatRating) => Promise<void>;
}) {
  const t = useTranslations("hostedChat");
  const failureWords = useFailureWords();
  const [value, setValue] = useState(given?.value ?? null);
  const [comment, setComment] = useState(given?.comment ?? "");
  const [state, setState] = useState<"open" | "sending" | "thanked">("open");
  const [problem, setProblem] = useState<string | null>(null);
  async function send(rating: ChatRating, isLast: boolean) {
    setState("sending");
    setProblem(null);
    try {
      await rate(rating);
      setState(isLast ? "thanked" : "open");
    } catch (caught) {
      setState("open");
      setProblem(caught instanceof Error ? failureWords(caught).words : t("theRatingCouldNotBe"));
    }
  }
  function press(next: 1 | -1) {
    setValue(next);
    void send({ value: next, comment }, false);
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-1">
        {question !== "" && <p className="mr-1 text-muted text-sm">{question}</p>}
        <IconButton
          size={36}
          icon="thumbs-up"
          label={t("goodAnswer")}
          pressed={value === 1}
          onClick={() => press(1)}
        />
        <IconButton
          icon="thumbs-down"
          label={t("badAnswer")}
          size={36}
          pressed={value === -1}
          onClick={() => press(-1)}
        />
        <p role="status" className="text-muted text-sm">
          {state === "thanked" && t("thankYou")}
        </p>
      </div>
      {asksWhy && value !== null && state !== "thanked" && (given?.comment ?? "") === "" && (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void send({ value, comment: comment.trim() }, true);
          }}
        >
          <Input
            aria-label={t("commentOnTheAnswer")}
            placeholder={value === 1 ? t("whatWasGood") : t("whatWasWrong")}
            value={comment}
            maxLength={4000}
            onChange={(event) => setComment(event.target.value)}
          />
          <Button type="submit" disabled={comment.trim() === "" || state === "sending"}>
            {t("send")}
          </Button>
        </form>
      )}
      {problem !== null && (
        <p role="alert" className="text-failed text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}
