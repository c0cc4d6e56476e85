"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { templateContracts } from "#lib/api/contracts/templates.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { TemplateData } from "./template-data.tsx";
import { TemplateStill } from "./template-still.tsx";
import { useCreateBlueprint } from "./use-create-blueprint.ts";
import { useFieldNames } from "./use-field-names.ts";
import { useTemplates } from "./use-templates.ts";

/** What one template shows and brings, and the button that uses it. */
export function TemplateScreen({ slug }: { slug: string }) {
  const t = useTranslations("templates");
  const query = useQuery({
    queryKey: ["templates", slug],
    queryFn: () => callApi(templateContracts.get, { params: { slug } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const fields = useFieldNames(useTemplates().data?.fields);
  const { create, busy } = useCreateBlueprint();
  return (
    <>
      <TopBar
        crumbs={[{ label: t("templates"), href: "/templates" }, { label: query.data?.name ?? t("template") }]}
        actions={
          <Button
            look="primary"
            icon="plus"
            busy={busy}
            disabled={!query.data}
            onClick={() => create.mutate({ template: slug })}
          >
            {t("useThisTemplate")}
          </Button>
        }
      />
      <PageBody>
        {create.isError && <ErrorNotice title={t("theBlueprintWasNotMade")} error={create.error} />}
        <QueryView
          query={query}
          failed={t("thisTemplateCouldNotBe")}
          loading={<Skeleton className="h-96 rounded-lg" />}
          isEmpty={() => false}
          empty={null}
        >
          {(template) => (
            <>
              <div className="flex flex-col gap-2">
                <p className="max-w-3xl text-base">{template.description}</p>
                <ul className="flex flex-wrap gap-1.5" aria-label={t("whatItShows")}>
                  <li>
                    <Badge icon="folder-open">{fields[template.field] ?? template.field}</Badge>
                  </li>
                  {template.shows.map((shown) => (
                    <li key={shown}>
                      <Badge>{shown}</Badge>
                    </li>
                  ))}
                </ul>
              </div>
              <section
                // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the picture scrolls sideways, also by keyboard
                tabIndex={0}
                aria-label={t("theCanvas")}
                className="overflow-x-auto rounded-lg border border-line bg-ground p-3"
              >
                <TemplateStill
                  nodes={template.still.nodes.map((node) => ({
                    ...node,
                    title: template.document.nodes.find(({ id }) => id === node.id)?.title ?? node.id,
                  }))}
                  wires={template.still.wires}
                  label={t("canvasOf", {
                    name: template.name,
                    nodes: template.document.nodes.map(({ title }) => title).join(", "),
                  })}
                  className="mx-auto max-h-[520px] w-full min-w-[600px]"
                />
              </section>
              <div className="grid items-start gap-4 lg:grid-cols-2">
                <div className="flex min-w-0 flex-col gap-4">
                  {template.goal && <GoalCard goal={template.goal} />}
                  <Card title={t("howItWorks")}>
                    <List icon="check" items={template.lessons} />
                  </Card>
                  <Card title={t("tryAsking")} description={t("theRehearsalModelAnswersWithout")}>
                    <List icon="message-circle" items={template.questions} />
                  </Card>
                </div>
                <div className="flex min-w-0 flex-col gap-4">
                  <TemplateData template={template} />
                </div>
              </div>
            </>
          )}
        </QueryView>
      </PageBody>
    </>
  );
}

type Goal = NonNullable<CallOutput<typeof templateContracts.get>["goal"]>;

function GoalCard({ goal }: { goal: Goal }) {
  const t = useTranslations("templates");
  return (
    <Card title={t("goal")} description={goal.summary}>
      <p className="flex items-start gap-2 font-medium">
        <Icon name="target" size={16} className="mt-0.5 shrink-0 text-role-goal" />
        {goal.title}
      </p>
      <p className="mt-1 text-muted">{goal.statement}</p>
      <table className="mt-3 w-full text-left text-xs">
        <thead className="text-muted">
          <tr>
            <th scope="col" className="py-1 font-medium">
              {t("criterion")}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t("weight")}
            </th>
          </tr>
        </thead>
        <tbody>
          {goal.criteria.map(({ label, weight }) => (
            <tr key={label} className="border-line border-t">
              <td className="py-1">{label}</td>
              <td className="py-1 text-right tabular-nums">{weight}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {goal.constraints.length > 0 && (
        <ul className="mt-3 list-disc pl-4 text-muted text-xs">
          {goal.constraints.map((constraint) => (
            <li key={constraint}>{constraint}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function List({ icon, items }: { icon: IconName; items: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {items.map((item) => (
        <li key={item} className="flex items-start gap-2">
          <Icon name={icon} size={15} className="mt-0.5 shrink-0 text-muted" />
          <span className="min-w-0">{item}</span>
        </li>
      ))}
    </ul>
  );
}
