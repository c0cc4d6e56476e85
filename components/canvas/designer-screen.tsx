"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { TopBar } from "#components/shell/top-bar.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { readError } from "#components/ui/read-error.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { whyUnreadable } from "#lib/blueprint/upgrade.ts";
import { DesignerView } from "./designer-view.tsx";
import { UnreadableBlueprint } from "./unreadable-blueprint.tsx";

/** Loads a blueprint and opens the designer on it. */
export function DesignerScreen({ id }: { id: string }) {
  const t = useTranslations("canvas");
  const said = useTranslations("ui");
  const found = useQuery({
    queryKey: ["blueprint", id, "open"],
    queryFn: () => callApi(blueprintContracts.get, { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const unreadable = useMemo(() => (found.data ? whyUnreadable(found.data.document) : null), [found.data]);
  if (found.data && unreadable === null) return <DesignerView key={found.data.id} loaded={found.data} />;
  return (
    <>
      <TopBar crumbs={[{ label: t("blueprints"), href: "/blueprints" }, { label: "…" }]} />
      {found.data && unreadable !== null ? (
        <UnreadableBlueprint id={found.data.id} name={found.data.name} reason={unreadable} />
      ) : found.isError ? (
        <div className="mx-auto w-full max-w-xl p-6">
          <ErrorNotice
            title={t("theBlueprintCouldNotBe")}
            error={found.error}
            onRetry={() => void found.refetch()}
          >
            {readError(found.error).code === "not_found" && (
              <Link href="/blueprints" className={buttonClass()}>
                {said("goToBlueprints")}
              </Link>
            )}
          </ErrorNotice>
        </div>
      ) : (
        <div className="flex min-h-0 flex-1" aria-busy="true">
          <div className="flex w-60 flex-col gap-3 border-line border-r bg-panel p-3 max-md:hidden">
            <Skeleton className="h-8" />
            <Skeleton className="h-10" />
            <Skeleton className="h-10" />
            <Skeleton className="h-10" />
          </div>
          <div className="flex-1" />
          <div className="flex w-[380px] flex-col gap-3 border-line border-l bg-panel p-4 max-lg:hidden">
            <Skeleton className="h-8" />
            <Skeleton className="h-24" />
          </div>
        </div>
      )}
    </>
  );
}
