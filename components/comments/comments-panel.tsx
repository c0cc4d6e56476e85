"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { StepLine } from "#components/chat/thought-line.tsx";
import { Card } from "#components/ui/card.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import type { RunState } from "#lib/run-events/run-state.ts";
import { CommentEditor } from "./comment-editor.tsx";
import { CommentItem } from "./comment-item.tsx";
import { type Comment, useComments, useWriteComment } from "./use-comments.ts";

/** What members say about a run: everything, whichever step it speaks of. */
export function CommentsPanel({ runId, run }: { runId: string; run: RunState | null }) {
  const t = useTranslations("comments");
  const query = useComments(runId);
  const write = useWriteComment(runId, null);
  const isThere = query.data !== undefined;
  useEffect(() => {
    // A notice leads to a comment that was not there yet when the browser looked for it.
    if (!isThere || !location.hash.startsWith("#comment-")) return;
    const comment = document.getElementById(location.hash.slice(1));
    comment?.scrollIntoView({ block: "center" });
    comment?.focus({ preventScroll: true });
  }, [isThere]);
  const aboutOf = (comment: Comment) => {
    const step = run?.steps.find(({ seq }) => seq === comment.step);
    if (comment.step === null) return undefined;
    return step ? <StepLine step={step} /> : t("onAStep", { number: comment.step });
  };
  return (
    <Card title={t("title")}>
      <div className="flex max-w-3xl flex-col gap-4">
        <QueryView query={query} failed={t("notLoaded")}>
          {({ items, mayWrite }) => (
            <>
              <div aria-live="polite" className="flex flex-col gap-2">
                {items.length === 0 && <p className="text-muted text-sm">{t("none")}</p>}
                {items.map((comment) => (
                  <CommentItem key={comment.id} comment={comment} about={aboutOf(comment)} />
                ))}
              </div>
              {mayWrite ? (
                <CommentEditor
                  label={t("write")}
                  action={t("send")}
                  busy={write.isPending}
                  error={write.error}
                  onSubmit={(text, done) => write.mutate(text, { onSuccess: done })}
                />
              ) : (
                <p className="text-muted text-xs">{t("viewersRead")}</p>
              )}
            </>
          )}
        </QueryView>
      </div>
    </Card>
  );
}
