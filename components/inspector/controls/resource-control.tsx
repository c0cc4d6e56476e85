"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Select } from "#components/ui/select.tsx";
import { callApi } from "#lib/api/client.ts";
import { listDatasetsContract } from "#lib/api/contracts/datasets.ts";
import { listSecretsContract } from "#lib/api/contracts/secrets.ts";
import { listTablesContract } from "#lib/api/contracts/tables.ts";
import { asText, type ControlProps } from "../control-props.ts";

type Choice = { value: string; label: string; hint?: string };

/** One of the workspace's datasets, by slug. */
export function DatasetControl(props: ControlProps) {
  const found = useQuery({
    queryKey: ["datasets", "choices"],
    queryFn: async () =>
      (await callApi(listDatasetsContract, { query: { limit: 100 } })).items.map(
        (dataset): Choice => ({ value: dataset.slug, label: dataset.name }),
      ),
  });
  return (
    <Choices {...props} choices={found.data} failed={found.isError} none="No dataset yet" href="/knowledge" />
  );
}

/** One of the workspace's tables, by name. */
export function TableControl(props: ControlProps) {
  const found = useQuery({
    queryKey: ["tables", "choices"],
    queryFn: async () =>
      (await callApi(listTablesContract, { query: { limit: 100 } })).items.map(
        (table): Choice => ({ value: table.name, label: table.name }),
      ),
  });
  return (
    <Choices {...props} choices={found.data} failed={found.isError} none="No table yet" href="/tables" />
  );
}

/** One of the workspace's secrets, by name; its value is never shown. */
export function SecretControl(props: ControlProps) {
  const found = useQuery({
    queryKey: ["secrets", "choices"],
    queryFn: async () =>
      (await callApi(listSecretsContract)).items.map(({ name }): Choice => ({ value: name, label: name })),
  });
  return (
    <Choices {...props} choices={found.data} failed={found.isError} none="No secret yet" href="/settings" />
  );
}

function Choices({
  value,
  onChange,
  choices,
  failed,
  none,
  href,
}: ControlProps & { choices: Choice[] | undefined; failed: boolean; none: string; href: string }) {
  const t = useTranslations("inspector");
  const chosen = asText(value);
  const known = choices ?? [];
  const missing = chosen !== "" && choices !== undefined && !known.some((choice) => choice.value === chosen);
  const options = [
    ...(chosen === "" ? [] : [{ value: "", label: t("none") }]),
    ...(chosen !== "" && !known.some((choice) => choice.value === chosen)
      ? [{ value: chosen, label: chosen, hint: missing ? t("notInThisWorkspace") : undefined }]
      : []),
    ...known,
  ];
  return (
    <div className="flex flex-col gap-1">
      <Select
        options={options}
        value={chosen === "" ? null : chosen}
        placeholder={
          choices === undefined && !failed ? t("loading") : known.length === 0 ? none : t("choose")
        }
        disabled={options.length === 0}
        onChange={onChange}
      />
      {failed && <p className="text-failed text-xs">{t("listNotLoaded")}</p>}
      {missing && <p className="text-waiting text-xs">“{chosen}” is not in this workspace.</p>}
      {choices !== undefined && known.length === 0 && (
        <Link href={href} className="self-start text-accent text-xs hover:underline">
          {t("addOne")}
        </Link>
      )}
    </div>
  );
}
