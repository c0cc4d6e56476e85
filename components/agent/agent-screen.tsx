"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { LiveRegion } from "#components/canvas/live-region.tsx";
import { ConflictNotice } from "#components/canvas/notices.tsx";
import { SavedState } from "#components/canvas/saved-state.tsx";
import type { LoadedBlueprint } from "#components/canvas/store/designer.ts";
import { DesignerContext, useDocument, useNode } from "#components/canvas/store/use-designer.ts";
import { useNewDesigner } from "#components/canvas/store/use-new-designer.ts";
import { UndoButton } from "#components/canvas/undo-button.tsx";
import { useAutosave } from "#components/canvas/use-autosave.ts";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { isAgentNode } from "#components/suites/agents-of.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { AgentSections } from "./agent-sections.tsx";

/** Everything about one agent on one page, edited in the same document as the canvas. */
export function AgentScreen({ id, nodeId }: { id: string; nodeId: string }) {
  const t = useTranslations("agentPage");
  const found = useQuery({
    queryKey: ["blueprint", id, "agent"],
    queryFn: () => callApi(blueprintContracts.get, { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (found.data) return <OpenAgent key={found.data.id} loaded={found.data} nodeId={nodeId} />;
  return (
    <>
      <TopBar crumbs={[{ label: t("blueprints"), href: "/blueprints" }, { label: "…" }]} />
      <PageBody>
        {found.isError ? (
          <ErrorNotice
            title={t("theBlueprintCouldNotBeOpened")}
            error={found.error}
            onRetry={() => void found.refetch()}
          />
        ) : (
          <div className="flex flex-col gap-3" aria-busy="true">
            <Skeleton className="h-16" />
            <Skeleton className="h-64" />
          </div>
        )}
      </PageBody>
    </>
  );
}

function OpenAgent({ loaded, nodeId }: { loaded: LoadedBlueprint; nodeId: string }) {
  const designer = useNewDesigner(loaded);
  useAutosave(designer);
  return (
    <DesignerContext.Provider value={designer}>
      <AgentPage id={loaded.id} nodeId={nodeId} />
      <LiveRegion />
    </DesignerContext.Provider>
  );
}

function AgentPage({ id, nodeId }: { id: string; nodeId: string }) {
  const t = useTranslations("agentPage");
  const name = useDocument((document) => document.name);
  const node = useNode(nodeId);
  const isAgent = node !== undefined && isAgentNode(node);
  return (
    <>
      <TopBar
        crumbs={[
          { label: t("blueprints"), href: "/blueprints" },
          { label: name, href: `/blueprints/${id}` },
          { label: isAgent ? node.title || t("agent") : t("agent") },
        ]}
        after={<SavedState />}
        actions={
          <>
            <UndoButton id="undo" />
            <UndoButton id="redo" />
            <Link href={`/blueprints/${id}`} className={buttonClass()}>
              <Icon name="workflow" size={16} />
              {t("canvas")}
            </Link>
          </>
        }
      />
      <ConflictNotice />
      <PageBody>
        {isAgent ? (
          <AgentSections node={node} />
        ) : (
          <EmptyState
            icon="bot"
            title={t("noSuchAgent")}
            action={
              <Link href={`/blueprints/${id}`} className={buttonClass("secondary")}>
                {t("openTheBlueprint")}
              </Link>
            }
          >
            {t("noSuchAgentText")}
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}
