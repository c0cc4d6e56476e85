"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { CommentEditor } from "./comment-editor.tsx";
import { CommentItem } from "./comment-item.tsx";
import { useComments, useWriteComment } from "./use-comments.ts";

/** What members say about one step, and the way to say something about it. */
export function StepComments({ runId, seq }: { runId: string; seq: number }) {
  const t = useTranslations("comments");
  const { data } = useComments(runId);
  const [isOpen, setOpen] = useState(false);
  const write = useWriteComment(runId, seq);
  const items = data?.items.filter(({ step }) => step === seq) ?? [];
  if (items.length === 0 && !data?.mayWrite) return null;
  return (
    <div className="mt-4 flex max-w-3xl flex-col gap-2 border-line border-t pt-3">
      {items.map((comment) => (
        <CommentItem key={comment.id} comment={comment} at="step" />
      ))}
      {!data?.mayWrite ? null : isOpen ? (
        <CommentEditor
          label={t("writeOnStep")}
          action={t("send")}
          busy={write.isPending}
          error={write.error}
          onSubmit={(text, done) =>
            write.mutate(text, {
              onSuccess: () => {
                done();
                setOpen(false);
              },
            })
          }
        >
          <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
        </CommentEditor>
      ) : (
        <Button size="sm" icon="message-circle" className="self-start" onClick={() => setOpen(true)}>
          {t("commentOnStep")}
        </Button>
      )}
    </div>
  );
}
