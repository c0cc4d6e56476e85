"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import type { Thumbs } from "#lib/nodes/feedback/ways-of-feedback.ts";

/** Thumbs under an answer; the comment is asked for after the thumb. */
export function Rating({ runId, thumbs }: { runId: string; thumbs: Thumbs }) {
  const t = useTranslations("chat");
  const [value, setValue] = useState<1 | -1 | null>(null);
  const [comment, setComment] = useState("");
  const rate = useMutation({
    mutationFn: (rating: { value: 1 | -1; comment: string }) =>
      callApi(runContracts.rate, { params: { id: runId }, body: rating }),
    onError: showFailure,
  });
  function press(next: 1 | -1) {
    setValue(next);
    rate.mutate({ value: next, comment: "" });
  }
  return (
    <div className="flex flex-wrap items-center gap-1">
      {thumbs.question !== "" && <span className="mr-1 text-muted">{thumbs.question}</span>}
      <IconButton
        icon="thumbs-up"
        label={t("goodAnswer")}
        size={28}
        pressed={value === 1}
        onClick={() => press(1)}
      />
      <IconButton
        icon="thumbs-down"
        label={t("badAnswer")}
        size={28}
        pressed={value === -1}
        onClick={() => press(-1)}
      />
      {value !== null && thumbs.comments && (
        <form
          className="flex min-w-0 flex-1 gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            rate.mutate({ value, comment }, { onSuccess: () => showDone(t("thankYouNoted")) });
          }}
        >
          <Input
            aria-label={t("commentOnTheAnswer")}
            placeholder={t("whatMakesYouSaySo")}
            value={comment}
            maxLength={4000}
            onChange={(event) => setComment(event.target.value)}
          />
          <Button type="submit" busy={rate.isPending} disabled={comment.trim() === ""}>
            {t("send")}
          </Button>
        </form>
      )}
    </div>
  );
}
