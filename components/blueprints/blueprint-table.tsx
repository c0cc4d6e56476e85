"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { RunStatus } from "#components/run-list/run-status.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";

type Words = ReturnType<typeof useTranslations<"blueprintList">>;
type Blueprint = CallOutput<typeof blueprintContracts.list>["items"][number];

const columnsIn = (t: Words): Column<Blueprint>[] => [
  {
    id: "name",
    header: t("name"),
    cell: (blueprint) => (
      <Link
        href={`/blueprints/${blueprint.id}`}
        className="flex min-w-36 flex-col rounded-sm hover:underline"
      >
        <span className="font-medium">{blueprint.name}</span>
        {blueprint.description && (
          <span className="line-clamp-1 max-w-[480px] text-muted text-xs">{blueprint.description}</span>
        )}
      </Link>
    ),
  },
  {
    id: "release",
    header: t("release"),
    cell: (blueprint) => (
      <span className="flex gap-1.5 max-md:flex-col max-md:items-start">
        {blueprint.liveVersion !== null && (
          <Badge dot tone="ok">
            {t("liveVersion", { version: String(blueprint.liveVersion) })}
          </Badge>
        )}
        {(blueprint.hasChanges || blueprint.liveVersion === null) && (
          <Badge tone="accent">{t("draft")}</Badge>
        )}
      </span>
    ),
  },
  {
    id: "run",
    header: t("lastRun"),
    wide: true,
    cell: ({ lastRun }) =>
      lastRun ? (
        <Link
          href={`/runs/${lastRun.id}`}
          className="inline-flex items-center gap-2 rounded-sm hover:underline"
        >
          <RunStatus status={lastRun.status} />
          <span className="text-muted">
            <RelativeTime at={lastRun.createdAt} />
          </span>
        </Link>
      ) : (
        <span className="text-muted">{t("noRunYet")}</span>
      ),
  },
  {
    id: "changed",
    header: t("changed"),
    align: "end",
    wide: true,
    cell: (blueprint) => (
      <span className="text-muted">
        <RelativeTime at={blueprint.updatedAt} />
      </span>
    ),
  },
];

/** The blueprints as rows. */
export function BlueprintTable({ blueprints }: { blueprints: Blueprint[] }) {
  const t = useTranslations("blueprintList");
  const client = useQueryClient();
  async function remove(blueprint: Blueprint): Promise<void> {
    try {
      await callApi(blueprintContracts.remove, { params: { id: blueprint.id } });
      showDone(t("deleted", { name: blueprint.name }));
    } catch (caught) {
      showFailure(caught);
    }
    await client.invalidateQueries({ queryKey: ["blueprints"] });
  }
  const withActions: Column<Blueprint>[] = [
    ...columnsIn(t),
    {
      id: "actions",
      header: <span className="sr-only">{t("actions")}</span>,
      align: "end",
      width: "112px",
      cell: (blueprint) => (
        <span className="inline-flex items-center">
          <Link
            href={`/analytics?blueprint=${blueprint.id}`}
            aria-label={t("figuresOf", { name: blueprint.name })}
            title={t("figures")}
            className="inline-flex size-7 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text"
          >
            <Icon name="line-chart" size={16} />
          </Link>
          <a
            href={`/api/v1/blueprints/${blueprint.id}/export`}
            download
            aria-label={t("export", { name: blueprint.name })}
            title={t("exportHint")}
            className="inline-flex size-7 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text"
          >
            <Icon name="download" size={16} />
          </a>
          <ConfirmDialog
            title={t("deleteAsk", { name: blueprint.name })}
            confirm={t("deleteBlueprint")}
            trigger={<IconButton icon="trash-2" label={t("delete", { name: blueprint.name })} size={28} />}
            onConfirm={() => remove(blueprint)}
          >
            <p>{t("deleteText")}</p>
          </ConfirmDialog>
        </span>
      ),
    },
  ];
  return (
    <Table
      label={t("blueprints")}
      columns={withActions}
      rows={blueprints}
      rowKey={(blueprint) => blueprint.id}
    />
  );
}
