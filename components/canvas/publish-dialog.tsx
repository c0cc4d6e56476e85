"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { InlineComparison } from "#components/compare/inline-comparison.tsx";
import { IssueList } from "#components/inspector/issues-tab.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { PinnedAgents } from "./pinned-agents.tsx";
import { useDesigner, useSession } from "./store/use-designer.ts";

/** What will go live, what stands in the way, and a note for the list of versions. */
export function PublishDialog({ ensureSaved }: { ensureSaved: () => Promise<void> }) {
  const t = useTranslations("canvas");
  const { id, session, history } = useDesigner();
  const queries = useQueryClient();
  const open = useSession((state) => state.publishOpen);
  const issues = useSession((state) => state.issues);
  const live = useSession((state) => state.liveVersion);
  const revision = useSession((state) => state.revision);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const errors = issues.filter((issue) => issue.severity === "error");
  const close = () => session.setState({ publishOpen: false });

  useEffect(() => {
    if (!open) return;
    setFailure(null);
    ensureSaved().catch(setFailure);
  }, [open, ensureSaved]);

  async function publish() {
    setBusy(true);
    setFailure(null);
    try {
      await ensureSaved();
      const { version } = await callApi(blueprintContracts.publish, {
        params: { id },
        body: { note, revision: session.getState().revision },
        headers: { "idempotency-key": crypto.randomUUID() },
      });
      session.setState({ liveVersion: version, hasChanges: false, publishOpen: false });
      history.mark(t("publishedAsVersion", { version }));
      setNote("");
      await queries.invalidateQueries({ queryKey: ["blueprint", id] });
      await queries.invalidateQueries({ queryKey: ["triggers", id] });
      showDone(t("versionIsLive", { version }));
    } catch (caught) {
      setFailure(caught);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={t("publishVersion", { version: (live ?? 0) + 1 })}
      description={live === null ? t("theFirstVersionGoesLive") : t("replacesVersionWhichStaysIn", { live })}
      width={live === null ? "md" : "lg"}
      open={open}
      onOpenChange={(next) => session.setState({ publishOpen: next })}
      footer={
        <>
          <Button onClick={close}>{t("cancel")}</Button>
          <Button
            look="primary"
            busy={busy}
            disabled={errors.length > 0}
            onClick={publish}
            data-testid="publish-confirm"
          >
            {t("publish")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure !== null && <ErrorNotice title={t("itWasNotPublished")} error={failure} />}
        {issues.length > 0 && (
          <section>
            <h3 className="font-semibold">
              {errors.length > 0 ? t("toMendFirst", { count: errors.length }) : t("nothingStandsInTheWay")}
            </h3>
            <div className="-mx-4">
              <IssueList issues={issues} onFollow={close} />
            </div>
          </section>
        )}
        {open && <PinnedAgents />}
        {live !== null && (
          <section>
            <h3 className="mb-1 font-semibold">{t("changesSinceVersion", { live })}</h3>
            <InlineComparison
              id={id}
              from={String(live)}
              to="draft"
              listed="next"
              stamp={String(revision)}
              inPlace
            />
          </section>
        )}
        <Field label={t("note")} optional hint={t("forWhoeverReadsTheList")}>
          <Textarea value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
