"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { whatIfContracts } from "#lib/api/contracts/what-ifs.ts";
import { WhatIfForm } from "./what-if-form.tsx";
import { WhatIfView } from "./what-if-view.tsx";

type WhatIf = CallOutput<typeof whatIfContracts.start>;

const tones: Record<WhatIf["status"], Tone> = { running: "accent", finished: "ok", cancelled: "neutral" };

/** What a change would have done to past runs: a form to try one, and what came of those tried. */
export function WhatIfScreen({ id }: { id: string }) {
  const t = useTranslations("whatIf");
  const blueprint = useQuery({
    queryKey: ["blueprint", id, "what-if"],
    queryFn: ({ signal }) => callApi(blueprintContracts.get, { params: { id }, signal }),
  });
  return (
    <QueryView query={blueprint} failed={t("theBlueprintCouldNotBeLoaded")}>
      {(loaded) => <Loaded blueprint={loaded} />}
    </QueryView>
  );
}

function Loaded({ blueprint }: { blueprint: CallOutput<typeof blueprintContracts.get> }) {
  const t = useTranslations("whatIf");
  const router = useRouter();
  const chosen = useSearchParams().get("id");
  const [trying, setTrying] = useState(false);
  const { id } = blueprint;
  const query = useQuery({
    queryKey: ["what-ifs", id],
    queryFn: ({ signal }) => callApi(whatIfContracts.list, { query: { blueprintId: id, limit: 50 }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === "running") ? 1_500 : false,
  });
  const show = (whatIf: string) => {
    setTrying(false);
    router.replace(`/blueprints/${id}/what-if?id=${whatIf}`);
  };
  const form = <WhatIfForm blueprint={blueprint} onStarted={show} />;
  return (
    <>
      <TopBar
        crumbs={[
          { label: t("blueprints"), href: "/blueprints" },
          { label: blueprint.name, href: `/blueprints/${id}` },
          { label: t("whatIf") },
        ]}
        actions={
          (query.data?.items.length ?? 0) > 0 && (
            <Button icon="plus" aria-expanded={trying} onClick={() => setTrying(!trying)}>
              {t("tryAChange")}
            </Button>
          )
        }
      />
      <PageBody>
        {trying && form}
        <QueryView
          query={query}
          failed={t("theListCouldNotBeLoaded")}
          isEmpty={({ items }) => items.length === 0}
          empty={trying ? null : form}
        >
          {({ items }) => {
            const one = items.find((item) => item.id === chosen) ?? items[0];
            return (
              <div className="flex gap-5 max-lg:flex-col">
                <nav aria-label={t("changesTried")} className="w-full shrink-0 lg:w-56">
                  <ul className="flex flex-col gap-1.5">
                    {items.map((item) => (
                      <li key={item.id}>
                        <Choice whatIf={item} isChosen={item.id === one?.id} onChoose={() => show(item.id)} />
                      </li>
                    ))}
                  </ul>
                </nav>
                {one && <WhatIfView key={one.id} id={one.id} />}
              </div>
            );
          }}
        </QueryView>
        {query.data?.items.length === 0 && (
          <Card title={t("howItWorks")}>
            <p className="max-w-3xl text-muted text-sm">{t("howItWorksText")}</p>
          </Card>
        )}
      </PageBody>
    </>
  );
}

function Choice({ whatIf, isChosen, onChoose }: { whatIf: WhatIf; isChosen: boolean; onChoose: () => void }) {
  const t = useTranslations("whatIf");
  return (
    <button
      type="button"
      aria-current={isChosen ? "page" : undefined}
      onClick={onChoose}
      className={classNames(
        "flex w-full flex-col gap-1.5 rounded-lg border bg-panel px-3 py-2.5 text-left text-sm transition-colors",
        isChosen ? "border-accent" : "border-line hover:bg-hover",
      )}
    >
      <span className="truncate font-medium">{whatIf.name || t("unnamed")}</span>
      <span className="flex items-center justify-between gap-2 text-muted text-xs">
        <Badge tone={tones[whatIf.status]}>
          {whatIf.status === "running"
            ? t("doneOf", { done: whatIf.done, total: whatIf.total })
            : t(`statuses.${whatIf.status}`)}
        </Badge>
        <RelativeTime at={whatIf.createdAt} />
      </span>
    </button>
  );
}
