"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";

type Handoff = CallOutput<typeof runContracts.handoffs>["items"][number];

/** A conversation the agent gave to a person: why, what was said, and the reply. */
export function HandoffCard({ handoff }: { handoff: Handoff }) {
  const client = useQueryClient();
  const [reply, setReply] = useState("");
  const answer = useMutation({
    mutationFn: () => callApi(runContracts.answerHandoff, { params: { id: handoff.id }, body: { reply } }),
    onSuccess: () => showDone("Your reply was sent; the run goes on."),
    onSettled: () => client.invalidateQueries({ queryKey: ["inbox"] }),
  });
  return (
    <article className="rounded-lg border border-line bg-panel">
      <header className="flex items-start gap-3 border-line border-b px-4 py-3">
        <Icon name="headset" size={18} className="mt-px text-role-people" />
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">{handoff.question || handoff.reason}</h3>
          {handoff.question && <p className="text-muted">{handoff.reason}</p>}
        </div>
        <span className="text-muted text-xs">
          <RelativeTime at={handoff.createdAt} />
        </span>
      </header>
      <div className="flex flex-col gap-4 p-4">
        {handoff.summary && <p className="whitespace-pre-wrap">{handoff.summary}</p>}
        <Field label="Your reply">
          <Textarea value={reply} maxLength={20_000} onChange={(event) => setReply(event.target.value)} />
        </Field>
        {answer.isError && <ErrorNotice title="The reply was not sent" error={answer.error} />}
        <div className="flex flex-wrap items-center gap-2">
          <Button
            look="primary"
            icon="send"
            busy={answer.isPending}
            disabled={reply.trim() === ""}
            onClick={() => answer.mutate()}
          >
            Send reply
          </Button>
          <Link href={`/runs/${handoff.runId}`} className="ml-auto text-accent text-xs hover:underline">
            {handoff.blueprintName}: open the run
          </Link>
        </div>
      </div>
    </article>
  );
}
