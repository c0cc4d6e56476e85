"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { BlueprintTable } from "./blueprint-table.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { NewBlueprint } from "./new-blueprint.tsx";

/** All blueprints, and the ways to a new one. */
export function BlueprintListScreen() {
  const t = useTranslations("blueprintList");
  const query = useQuery({
    queryKey: ["blueprints"],
    queryFn: () => callApi(blueprintContracts.list, { query: { limit: 200 } }),
  });
  const hasSome = (query.data?.items.length ?? 0) > 0;
  return (
    <>
      <TopBar
        crumbs={[{ label: t("blueprints") }]}
        actions={
          <>
            <Link href="/templates" className={`${buttonClass()} max-md:hidden`}>
              {t("templates")}
            </Link>
            <ImportDialog />
            {hasSome && (
              <Dialog
                title={t("newBlueprint")}
                width="lg"
                trigger={
                  <Button look="primary" icon="plus">
                    {t("new")}
                  </Button>
                }
              >
                <NewBlueprint />
              </Dialog>
            )}
          </>
        }
      />
      <PageBody>
        <QueryView
          query={query}
          failed={t("notLoaded")}
          loading={
            <Card flush>
              <TableSkeleton rows={5} columns={4} />
            </Card>
          }
          isEmpty={(data) => data.items.length === 0}
          empty={
            <div className="mx-auto w-full max-w-3xl py-6">
              <FirstSteps />
              <h2 className="font-semibold text-lg">{t("drawFirst")}</h2>
              <p className="mb-6 text-muted">{t("drawFirstText")}</p>
              <NewBlueprint />
            </div>
          }
        >
          {(data) => (
            <Card flush>
              <BlueprintTable blueprints={data.items} />
            </Card>
          )}
        </QueryView>
      </PageBody>
    </>
  );
}
