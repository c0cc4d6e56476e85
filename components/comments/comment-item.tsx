"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { CommentEditor } from "./comment-editor.tsx";
import { type Comment, useRewriteComment } from "./use-comments.ts";

/** One comment with what may be done to it; `about` says which step it speaks of, `at` in which of two lists it is. */
export function CommentItem({
  comment,
  about,
  at = "run",
}: {
  comment: Comment;
  about?: ReactNode;
  at?: "run" | "step";
}) {
  const t = useTranslations("comments");
  const [isEdited, setEdited] = useState(false);
  const rewrite = useRewriteComment(comment);
  return (
    <article
      id={at === "run" ? `comment-${comment.id}` : undefined}
      tabIndex={-1}
      aria-label={t("commentOf", { name: comment.author })}
      data-testid="comment"
      className="flex scroll-mt-4 flex-col gap-1.5 rounded-lg border border-line px-3 py-2.5 text-sm target:border-accent"
    >
      <header className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{comment.author}</span>
        <span className="text-muted text-xs">
          <RelativeTime at={comment.createdAt} />
          {comment.editedAt && !comment.erasedAt && ` · ${t("edited")}`}
        </span>
      </header>
      {about && <div className="text-muted text-xs">{about}</div>}
      {comment.erasedAt ? (
        <p className="text-muted italic">{t("erased")}</p>
      ) : isEdited ? (
        <CommentEditor
          label={t("changeComment")}
          action={t("save")}
          initial={comment.text}
          busy={rewrite.isPending}
          error={rewrite.error}
          onSubmit={(text) => rewrite.mutate(text, { onSuccess: () => setEdited(false) })}
        >
          <Button onClick={() => setEdited(false)}>{t("cancel")}</Button>
        </CommentEditor>
      ) : (
        <p className="whitespace-pre-wrap break-words">{withNames(comment)}</p>
      )}
      {!isEdited && (comment.isMine || comment.mayErase) && !comment.erasedAt && (
        <div className="flex gap-1.5">
          {comment.isMine && (
            <Button size="sm" look="quiet" onClick={() => setEdited(true)}>
              {t("edit")}
            </Button>
          )}
          {comment.mayErase && (
            <ConfirmDialog
              title={t("eraseTitle")}
              confirm={t("erase")}
              trigger={
                <Button size="sm" look="quiet">
                  {t("erase")}
                </Button>
              }
              onConfirm={() => rewrite.mutateAsync(null)}
            >
              {t("eraseText")}
            </ConfirmDialog>
          )}
        </div>
      )}
    </article>
  );
}

/** The text with the names of mentioned members set apart. */
function withNames({ text, mentions }: Comment): ReactNode[] {
  const names = mentions.map(({ as }) => `@${as}`).sort((one, other) => other.length - one.length);
  if (names.length === 0) return [text];
  const escaped = names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.split(new RegExp(`(${escaped.join("|")})`, "giu")).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have nothing but their place
      <strong key={index} className="font-medium text-accent">
        {part}
      </strong>
    ) : (
      part
    ),
  );
}
