"use client";

import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { RunStep } from "#lib/run-events/run-state.ts";

type CheckStep = Extract<RunStep, { kind: "check" }>;

const looks: Record<CheckStep["verdict"], { icon: IconName; color: string }> = {
  released: { icon: "shield-check", color: "text-ok" },
  returned: { icon: "undo-2", color: "text-waiting" },
  unchecked: { icon: "triangle-alert", color: "text-waiting" },
};

/** What the check before an answer found; `shows` adds the draft it read. */
export function CheckNote({ check, shows = false }: { check: CheckStep; shows?: boolean }) {
  const t = useTranslations("chat");
  const look = looks[check.verdict];
  return (
    <div data-testid={`check-${check.attempt}`} className="flex items-start gap-2 text-sm">
      <Icon name={look.icon} size={15} className={`mt-0.5 ${look.color}`} />
      <div className="min-w-0">
        <p>
          {t(`checked.${check.verdict}`)}
          {check.verdict === "released" && check.problems.length > 0 && t("releasedWithWhatIsLeft")}
        </p>
        {check.problems.length > 0 && (
          <ul className="mt-0.5 list-disc pl-4 text-muted text-xs">
            {check.problems.map((problem) => (
              <li key={problem} className="break-words">
                {problem}
              </li>
            ))}
          </ul>
        )}
        {shows && check.draft !== "" && (
          <blockquote className="mt-2 whitespace-pre-wrap break-words border-line border-l-2 pl-3 text-muted">
            {check.draft}
          </blockquote>
        )}
      </div>
    </div>
  );
}
