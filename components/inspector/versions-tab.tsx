"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDesigner, useSession } from "#components/canvas/store/use-designer.ts";
import { InlineComparison } from "#components/compare/inline-comparison.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { RestoreDialog } from "./restore-dialog.tsx";

/** The published versions, what the draft changes against each, and the way back to one. */
export function VersionsTab({ ensureSaved }: { ensureSaved: () => Promise<void> }) {
  const t = useTranslations("inspector");
  const { id, document, session, history } = useDesigner();
  const queries = useQueryClient();
  const live = useSession((state) => state.liveVersion);
  const revision = useSession((state) => state.revision);
  const [open, setOpen] = useState<number | null>(null);
  const found = useQuery({
    queryKey: ["blueprint", id, "versions", live],
    queryFn: () => callApi(blueprintContracts.versions, { params: { id } }),
  });
  async function restore(number: number) {
    try {
      await ensureSaved();
      const { version } = await callApi(blueprintContracts.restore, { params: { id, number } });
      const fresh = await callApi(blueprintContracts.get, { params: { id } });
      session.setState({
        revision: fresh.revision,
        liveVersion: fresh.liveVersion,
        hasChanges: fresh.hasChanges,
        issues: fresh.issues,
        selectedNodes: [],
        selectedWires: [],
      });
      document.edit(() => fresh.document);
      history.mark(t("restoredMark", { number, version }));
      await queries.invalidateQueries({ queryKey: ["blueprint", id] });
      showDone(t("isLiveAgain", { number, version }));
    } catch (caught) {
      showFailure(caught);
    }
  }
  if (found.isError)
    return (
      <div className="p-4">
        <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
      </div>
    );
  const versions = found.data?.items ?? [];
  if (found.data && versions.length === 0)
    return (
      <EmptyState
        icon="history"
        title={t("notPublishedYet")}
        action={<Button onClick={() => session.setState({ publishOpen: true })}>{t("publishDots")}</Button>}
      >
        {t("eachPublishing")}
      </EmptyState>
    );
  return (
    <ul className="flex flex-col">
      {versions.map((version) => (
        <li key={version.number} className="border-line border-b px-4 py-3">
          <div className="flex items-center gap-2">
            <span className="font-semibold tabular-nums">
              {t("versionNumber", { number: version.number })}
            </span>
            {version.isLive && (
              <Badge tone="ok" dot>
                {t("live")}
              </Badge>
            )}
            <span className="ml-auto text-muted text-xs">
              <RelativeTime at={version.createdAt} />
            </span>
          </div>
          {version.note && <p>{version.note}</p>}
          <p className="text-muted text-xs">{t("byWhom", { name: version.createdBy })}</p>
          <div className="mt-1.5 flex gap-1.5">
            <Button size="sm" onClick={() => setOpen(open === version.number ? null : version.number)}>
              {open === version.number ? t("hideChanges") : t("compareWithDraft")}
            </Button>
            {!version.isLive && (
              <RestoreDialog
                id={id}
                number={version.number}
                stamp={String(revision)}
                onRestore={() => restore(version.number)}
              />
            )}
          </div>
          {open === version.number && (
            <div className="mt-2 rounded-md border border-line bg-ground p-2.5">
              <InlineComparison id={id} from={String(version.number)} to="draft" stamp={String(revision)} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
