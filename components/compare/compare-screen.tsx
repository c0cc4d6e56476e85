"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { TopBar } from "#components/shell/top-bar.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Select } from "#components/ui/select.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { Comparison, versionWords } from "./comparison.tsx";
import { LayoutSwitch } from "./layout-switch.tsx";

/** Two versions of a blueprint beside each other; what is looked at stands in the address. */
export function CompareScreen({ id }: { id: string }) {
  const t = useTranslations("compare");
  const path = usePathname();
  const search = useSearchParams();
  const query = useQuery({
    queryKey: ["blueprint", id, "comparable"],
    queryFn: async () => {
      const [blueprint, versions] = await Promise.all([
        callApi(blueprintContracts.get, { params: { id } }),
        callApi(blueprintContracts.versions, { params: { id } }),
      ]);
      return { blueprint, versions: versions.items };
    },
  });
  const set = (patch: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(patch)) next.set(name, value);
    window.history.replaceState(null, "", `${path}?${next}`);
  };
  return (
    <>
      {query.data === undefined && (
        <TopBar crumbs={[{ label: t("blueprints"), href: "/blueprints" }, { label: t("compare") }]} />
      )}
      <QueryView query={query} failed={t("theBlueprintCouldNotBe")}>
        {({ blueprint, versions }) => {
          const live = blueprint.liveVersion ?? versions[0]?.number;
          const from = search.get("from") ?? (live === undefined ? "draft" : String(live));
          const to = search.get("to") ?? "draft";
          const layout = search.get("layout") === "over" ? "over" : "side";
          const options = ["draft", ...versions.map((version) => String(version.number))].map((value) => ({
            value,
            label:
              value === String(blueprint.liveVersion)
                ? t("liveOption", { version: versionWords(value, t) })
                : versionWords(value, t),
          }));
          return (
            <>
              <TopBar
                crumbs={[
                  { label: t("blueprints"), href: "/blueprints" },
                  { label: blueprint.name, href: `/blueprints/${id}` },
                  { label: t("compare") },
                ]}
              />
              <main className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
                <div className="flex flex-wrap items-center gap-2">
                  <Select
                    aria-label={t("from")}
                    className="!w-44 max-sm:flex-1"
                    options={options}
                    value={from}
                    onChange={(value) => set({ from: value })}
                  />
                  <span className="text-muted">{t("fromTo")}</span>
                  <Select
                    aria-label={t("to")}
                    className="!w-44 max-sm:flex-1"
                    options={options}
                    value={to}
                    onChange={(value) => set({ to: value })}
                  />
                  <span className="ml-auto">
                    <LayoutSwitch value={layout} onChange={(value) => set({ layout: value })} />
                  </span>
                </div>
                <Comparison
                  id={id}
                  from={from}
                  to={to}
                  stamp={String(blueprint.revision)}
                  layout={layout}
                  chosen={search.get("change")}
                  onChoose={(key) => set({ change: key })}
                />
              </main>
            </>
          );
        }}
      </QueryView>
    </>
  );
}
