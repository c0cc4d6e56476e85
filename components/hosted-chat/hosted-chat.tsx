"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { LanguageSelect } from "#components/translations/language-select.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Thumbs } from "#lib/nodes/feedback/ways-of-feedback.ts";
import { HostedExchange } from "./hosted-exchange.tsx";
import { UndeliveredMessage } from "./undelivered-message.tsx";
import { useHostedChat } from "./use-hosted-chat.ts";

/** The chat anybody with the link sees, made for a phone first. */
export function HostedChat({
  slug,
  name,
  greeting,
  placeholder,
  suggestions,
  thumbs,
}: {
  slug: string;
  name: string;
  greeting: string;
  placeholder: string;
  suggestions: string[];
  thumbs: Thumbs | null;
}) {
  const t = useTranslations("hostedChat");
  const { exchanges, undelivered, isBusy, send, sendAgain, takeBack, rate, save, startOver } =
    useHostedChat(slug);
  const [text, setText] = useState("");
  const end = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every growth brings the end into view
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [exchanges, undelivered]);
  const canSend = !isBusy && undelivered === null;
  function submit(wanted: string) {
    if (wanted.trim() === "" || !canSend) return;
    setText("");
    send(wanted.trim());
  }
  return (
    <main className="mx-auto flex h-dvh w-full max-w-2xl flex-col bg-ground">
      <header className="flex h-12 shrink-0 items-center justify-between gap-2 border-line border-b px-4">
        <h1 className="truncate font-semibold text-base">{name}</h1>
        <span className="flex shrink-0 items-center gap-2">
          <LanguageSelect label={t("language")} />
          {(exchanges.length > 0 || undelivered) && (
            <IconButton icon="rotate-ccw" label={t("newConversation")} onClick={startOver} />
          )}
        </span>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto p-4">
        {greeting !== "" && <p className="whitespace-pre-wrap text-base">{greeting}</p>}
        {exchanges.length === 0 && !undelivered && suggestions.length > 0 && (
          <ul className="flex flex-col items-start gap-2">
            {suggestions.map((suggestion) => (
              <li key={suggestion}>
                <button
                  type="button"
                  onClick={() => submit(suggestion)}
                  className="min-h-11 rounded-lg border border-line bg-panel px-3 py-2 text-start text-base hover:border-accent"
                >
                  {suggestion}
                </button>
              </li>
            ))}
          </ul>
        )}
        {exchanges.map((exchange, index) => (
          <HostedExchange
            key={exchange.runId}
            exchange={exchange}
            thumbs={thumbs}
            isLast={index === exchanges.length - 1 && undelivered === null}
            rate={(rating) => rate(exchange.runId, rating)}
            save={save}
          />
        ))}
        {undelivered && (
          <UndeliveredMessage
            message={undelivered}
            canSend={!isBusy}
            onSendAgain={sendAgain}
            onEdit={() => {
              setText(undelivered.text);
              takeBack();
            }}
          />
        )}
        <div ref={end} />
      </div>
      <form
        className="m-3 flex items-end gap-2 rounded-lg border border-line bg-field p-2 focus-within:border-accent"
        onSubmit={(event) => {
          event.preventDefault();
          submit(text);
        }}
      >
        <textarea
          data-testid="chat-input"
          aria-label={t("message")}
          placeholder={placeholder}
          rows={1}
          value={text}
          maxLength={20_000}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit(text);
          }}
          className="field-sizing-content max-h-40 min-h-9 w-full resize-none bg-transparent px-1.5 py-1.5 text-base outline-none"
        />
        <IconButton
          icon="send"
          label={t("send")}
          size={36}
          type="submit"
          data-testid="chat-send"
          disabled={text.trim() === "" || !canSend}
        />
      </form>
    </main>
  );
}
