"use client";

import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { Issue } from "#lib/blueprint/issue.ts";
import { followIssue } from "../commands/follow-issue.ts";
import { useDesigner, useSession } from "../store/use-designer.ts";

const wordsOf = ({ severity, field, message }: Issue) => `${severity} ${field} ${message}`;

/** How many problems a node has; pressing leads to the first. */
export function IssueMark({ id }: { id: string }) {
  const designer = useDesigner();
  const ownOf = (issues: readonly Issue[]) =>
    issues.filter((issue) => issue.node === id && issue.severity !== "hint");
  // The list is new after every letter; a card draws again only when its own part says something else.
  useSession((session) => ownOf(session.issues).map(wordsOf).join("\n"));
  const own = ownOf(designer.session.getState().issues);
  const worst = own.find((issue) => issue.severity === "error") ?? own[0];
  if (!worst) return null;
  const label = `${own.length} ${own.length === 1 ? "problem" : "problems"}: ${worst.message}`;
  return (
    <button
      type="button"
      title={worst.message}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        followIssue(designer, worst);
      }}
      className={classNames(
        "nodrag -mr-1 flex h-5 min-w-5 items-center justify-center gap-0.5 rounded-full px-1 text-xs tabular-nums",
        worst.severity === "error" ? "bg-failed-soft text-failed" : "bg-waiting-soft text-waiting",
      )}
    >
      <Icon name={worst.severity === "error" ? "circle-alert" : "triangle-alert"} size={13} />
      {own.length > 1 && own.length}
    </button>
  );
}
