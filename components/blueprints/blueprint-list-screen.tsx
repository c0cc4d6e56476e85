"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
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
  const query = useQuery({
    queryKey: ["blueprints"],
    queryFn: () => callApi(blueprintContracts.list, { query: { limit: 200 } }),
  });
  const hasSome = (query.data?.items.length ?? 0) > 0;
  return (
    <>
      <TopBar
        crumbs={[{ label: "Blueprints" }]}
        actions={
          <>
            <Link href="/templates" className={`${buttonClass()} max-md:hidden`}>
              Templates
            </Link>
            <ImportDialog />
            {hasSome && (
              <Dialog
                title="New blueprint"
                width="lg"
                trigger={
                  <Button look="primary" icon="plus">
                    New
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
          failed="The blueprints could not be loaded"
          loading={
            <Card flush>
              <TableSkeleton rows={5} columns={4} />
            </Card>
          }
          isEmpty={(data) => data.items.length === 0}
          empty={
            <div className="mx-auto w-full max-w-3xl py-6">
              <FirstSteps />
              <h2 className="font-semibold text-lg">Draw your first blueprint</h2>
              <p className="mb-6 text-muted">
                A blueprint says what to achieve, who works on it, and what they may know and do. Try it in
                chat at once; no key is needed.
              </p>
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
