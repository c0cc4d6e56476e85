"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { isAgentNode } from "#components/suites/agents-of.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import type { BudgetDraft } from "./budget-draft.ts";

const every = "every";

/** The blueprint a budget is of, and the agent or ability in it. */
export function BudgetSubject({
  draft,
  change,
}: {
  draft: BudgetDraft;
  change: (patch: Partial<BudgetDraft>) => void;
}) {
  const t = useTranslations("budgets");
  const { scope, blueprintId } = draft;
  const hasBlueprint = scope !== "workspace" && scope !== "contact";
  const ofNode = scope === "agent" || scope === "ability";
  const list = useQuery({
    queryKey: ["blueprints", "for budgets"],
    queryFn: () => callApi(blueprintContracts.list, { query: { limit: 200 } }),
    enabled: hasBlueprint,
  });
  const chosen = useQuery({
    queryKey: ["blueprints", blueprintId, "for budgets"],
    queryFn: () => callApi(blueprintContracts.get, { params: { id: blueprintId ?? "" } }),
    enabled: ofNode && blueprintId !== null,
  });
  if (!hasBlueprint) return null;
  const blueprints = (list.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const nodes = (chosen.data?.document.nodes ?? []).filter((node) =>
    scope === "agent" ? isAgentNode(node) : "ability" in node.config,
  );
  return (
    <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
      <Field label={t("blueprint")}>
        <Select
          options={
            scope === "run" ? [{ value: every, label: t("everyBlueprint") }, ...blueprints] : blueprints
          }
          value={blueprintId ?? (scope === "run" ? every : null)}
          onChange={(id) => change({ blueprintId: id === every ? null : id, nodeId: null })}
        />
      </Field>
      {ofNode && (
        <Field label={t(`nodes.${scope}`)}>
          <Select
            options={nodes.map((node) => ({ value: node.id, label: node.title }))}
            value={draft.nodeId}
            disabled={blueprintId === null}
            onChange={(nodeId) => change({ nodeId })}
          />
        </Field>
      )}
    </div>
  );
}
