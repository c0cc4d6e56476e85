"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { agentContracts } from "#lib/api/contracts/agents.ts";
import type { FieldChange } from "#lib/blueprint/diff.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { FieldChanges } from "./field-changes.tsx";
import { untilSaved } from "./until-saved.ts";

/** Replaces one agent of the live version after showing what changes; everything else stays as it is live. */
export function PublishAgent({
  node,
  live,
  isInLive,
  changes,
  isRepinned,
}: {
  node: BlueprintNode;
  live: number | null;
  isInLive: boolean;
  changes: readonly FieldChange[];
  /** The settings may be the same, and yet be held by a pin from then on, or by none. */
  isRepinned: boolean;
}) {
  const t = useTranslations("inspector");
  const ofCanvas = useTranslations("canvas");
  const ofAgent = useTranslations("agentPage");
  const designer = useDesigner();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const title = node.title;

  async function publish() {
    const { id, session, history } = designer;
    setBusy(true);
    setFailure(null);
    try {
      await untilSaved(designer, ofAgent("notSavedYet"));
      const { version, hasChanges } = await callApi(agentContracts.publish, {
        params: { id, nodeId: node.id },
        body: { note, revision: session.getState().revision },
        headers: { "idempotency-key": crypto.randomUUID() },
      });
      session.setState({ liveVersion: version, hasChanges });
      history.mark(t("version.marked", { title, version }));
      setNote("");
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ["blueprint", id] });
      await queries.invalidateQueries({ queryKey: ["triggers", id] });
      showDone(t("version.done", { title, version }));
    } catch (caught) {
      setFailure(caught);
    } finally {
      setBusy(false);
    }
  }

  if (live === null || !isInLive)
    return (
      <p className="text-muted text-xs">
        {live === null ? t("version.nothingLive") : t("version.notLive", { live })}
      </p>
    );
  if (changes.length === 0 && !isRepinned)
    return <p className="text-muted text-xs">{t("version.isLive", { live })}</p>;
  return (
    <div className="flex flex-col items-start gap-1.5">
      {changes.length > 0 && (
        <p className="text-muted text-xs">{t("version.notYetLive", { count: changes.length, live })}</p>
      )}
      <Dialog
        title={t("version.publishTitle", { title })}
        description={t("version.publishText", { live })}
        trigger={
          <Button size="sm" icon="rocket" data-testid="publish-agent">
            {t("version.publishDots")}
          </Button>
        }
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setFailure(null);
        }}
        width="lg"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
            <Button look="primary" busy={busy} onClick={publish} data-testid="publish-agent-confirm">
              {ofCanvas("publish")}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          {failure !== null && <ErrorNotice title={ofCanvas("itWasNotPublished")} error={failure} />}
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t("version.whatChanges", { live })}</h3>
            {changes.length === 0 ? (
              <p className="text-muted">{t("version.onlyThePin")}</p>
            ) : (
              <FieldChanges node={node} changes={changes} />
            )}
          </section>
          <Field label={ofCanvas("note")} optional hint={ofCanvas("forWhoeverReadsTheList")}>
            <Textarea value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </div>
      </Dialog>
    </div>
  );
}
