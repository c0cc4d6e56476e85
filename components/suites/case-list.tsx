"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { SuiteCase } from "#lib/suites/suite-case.ts";
import { blankCase, CaseEditor } from "./case-editor.tsx";
import { ImportCases } from "./import-cases.tsx";
import { CaseMarks } from "./result-list.tsx";
import { type StoredCase, type Suite, suiteKeys } from "./suite-queries.ts";

/** The cases of a suite, with the ways to write, copy, import and export them. */
export function CaseList({ suite, abilities }: { suite: Suite; abilities: string[] }) {
  const t = useTranslations("suites");
  const client = useQueryClient();
  const [editing, setEditing] = useState<{ id: string | null; initial: SuiteCase } | null>(null);
  const [importing, setImporting] = useState(false);
  const query = useQuery({
    queryKey: suiteKeys.cases(suite.id),
    queryFn: ({ signal }) =>
      callApi(suiteContracts.cases, { params: { id: suite.id }, query: { limit: 500 }, signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: suiteKeys.all });
  const remove = useMutation({
    mutationFn: (one: StoredCase) =>
      callApi(suiteContracts.removeCase, { params: { id: suite.id, caseId: one.id } }),
    onSuccess: async (_nothing, one) => {
      await refresh();
      showDone(t("deleted", { title: one.title }), () => {
        callApi(suiteContracts.addCase, { params: { id: suite.id }, body: contentOf(one) })
          .then(refresh)
          .catch(showFailure);
      });
    },
    onError: showFailure,
  });
  const add = (
    <Button look="secondary" icon="plus" onClick={() => setEditing({ id: null, initial: blankCase })}>
      {t("addCase")}
    </Button>
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2.5">
        {add}
        <Button icon="upload" onClick={() => setImporting(true)}>
          {t("import")}
        </Button>
        <a
          href={`/api/v1/suites/${suite.id}/cases/export?format=json`}
          download
          className={buttonClass("quiet")}
        >
          <Icon name="download" size={16} />
          {t("json")}
        </a>
        <a
          href={`/api/v1/suites/${suite.id}/cases/export?format=csv`}
          download
          className={buttonClass("quiet")}
        >
          <Icon name="download" size={16} />
          {t("csv")}
        </a>
      </div>
      <QueryView
        query={query}
        failed={t("theCasesCouldNotBe")}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <EmptyState icon="list-checks" title={t("noCasesYet")} action={add}>
            {t("writeWhatSomebodySaysAnd")}
          </EmptyState>
        }
      >
        {({ items }) => (
          <ul aria-label={t("cases")} className="divide-y divide-line">
            {items.map((one) => (
              <li key={one.id} className="flex min-h-12 items-center gap-3 px-4 py-2 text-sm">
                <button
                  type="button"
                  className="min-w-0 flex-1 rounded-sm text-left hover:underline"
                  onClick={() => setEditing({ id: one.id, initial: contentOf(one) })}
                >
                  <span className="block font-medium">{one.title}</span>
                  <span className="line-clamp-1 text-muted text-xs">{one.messages.join(" · ")}</span>
                </button>
                <CaseMarks tags={one.tags} heldOut={one.heldOut} />
                <span className="w-28 text-right text-muted text-xs max-md:hidden">
                  {one.expectations.length} {one.expectations.length === 1 ? "expectation" : "expectations"}
                </span>
                <IconButton
                  icon="copy"
                  size={28}
                  label={t("copyOne", { title: one.title })}
                  onClick={() =>
                    setEditing({
                      id: null,
                      initial: { ...contentOf(one), title: t("titleOfCopy", { title: one.title }) },
                    })
                  }
                />
                <IconButton
                  icon="trash-2"
                  size={28}
                  label={t("deleteOne", { title: one.title })}
                  onClick={() => remove.mutate(one)}
                />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
      {editing && (
        <CaseEditor
          key={editing.id ?? "new"}
          suiteId={suite.id}
          caseId={editing.id}
          initial={editing.initial}
          abilities={abilities}
          onClose={() => setEditing(null)}
        />
      )}
      {importing && <ImportCases suiteId={suite.id} onClose={() => setImporting(false)} />}
    </>
  );
}

function contentOf({ id: _id, ...content }: StoredCase): SuiteCase {
  return content;
}
