"use client";

import { useTranslations } from "use-intl";
import { followIssue, leadsSomewhere } from "#components/canvas/commands/follow-issue.ts";
import { useDesigner, useSession } from "#components/canvas/store/use-designer.ts";
import { useFaceOf } from "#components/canvas/use-face-of.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { OfferButton } from "./offer-button.tsx";

const looks: Record<Issue["severity"], { icon: IconName; color: string }> = {
  error: { icon: "circle-alert", color: "text-failed" },
  warning: { icon: "triangle-alert", color: "text-waiting" },
  hint: { icon: "info", color: "text-muted" },
};

/** What stands in the way of publishing, and what could be better; each leads to its field. */
export function IssuesTab() {
  const t = useTranslations("inspector");
  const issues = useSession((session) => session.issues);
  if (issues.length === 0)
    return (
      <EmptyState icon="circle-check" title={t("nothingInTheWay")}>
        {t("canBePublished")}
      </EmptyState>
    );
  return <IssueList issues={issues} />;
}

/** Issues, the gravest first. */
export function IssueList({ issues, onFollow }: { issues: readonly Issue[]; onFollow?: () => void }) {
  const faceOf = useFaceOf();
  const t = useTranslations("inspector");
  const designer = useDesigner();
  const { document } = designer.document.getState();
  const order = ["error", "warning", "hint"];
  const sorted = [...issues].sort(
    (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity),
  );
  return (
    <ul className="flex flex-col py-1">
      {sorted.map((issue) => {
        const { icon, color } = looks[issue.severity];
        const node = issue.node === undefined ? undefined : nodeOf(document, issue.node);
        return (
          <li key={`${issue.node} ${issue.field} ${issue.message}`}>
            <button
              type="button"
              disabled={!leadsSomewhere(issue)}
              onClick={() => {
                followIssue(designer, issue);
                onFollow?.();
              }}
              className="flex w-full gap-2.5 px-4 py-2 text-left transition-colors enabled:hover:bg-hover"
            >
              <Icon
                name={icon}
                size={15}
                label={t(`severities.${issue.severity}`)}
                className={`mt-0.5 ${color}`}
              />
              <span className="min-w-0">
                {node && <span className="block truncate font-medium">{faceOf(node).title}</span>}
                <span className="block">{issue.message}</span>
                {issue.why && <span className="mt-0.5 block text-muted text-xs">{issue.why}</span>}
                {issue.fix && <span className="mt-0.5 block text-muted text-xs">{issue.fix}</span>}
              </span>
            </button>
            {issue.offer && node && <OfferButton issue={issue} className="mr-4 mb-2 ml-[39px]" />}
          </li>
        );
      })}
    </ul>
  );
}
