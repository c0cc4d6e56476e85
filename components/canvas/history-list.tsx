"use client";

import { Popover } from "@base-ui/react/popover";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { announce } from "./commands/define-command.ts";
import type { HistoryStep } from "./store/history.ts";
import { useDesigner, useSession } from "./store/use-designer.ts";

/** Every step since the page was opened, the newest first; pressing one goes there. */
export function HistoryList({ anchor }: { anchor: RefObject<HTMLElement | null> }) {
  const t = useTranslations("canvas");
  const { session } = useDesigner();
  const open = useSession((state) => state.historyOpen);
  return (
    <Popover.Root open={open} onOpenChange={(next) => session.setState({ historyOpen: next })}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" align="end" sideOffset={6} className="z-50">
          <Popover.Popup
            finalFocus={anchor}
            className="floating flex max-h-[min(520px,var(--available-height))] w-[340px] max-w-[calc(100vw-24px)] flex-col"
          >
            <Popover.Title className="border-line border-b px-3 py-2 font-semibold text-sm">
              {t("historyOfChanges")}
            </Popover.Title>
            <Steps />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Steps() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  useStore(designer.history);
  const steps = designer.history.steps();
  const go = (step: HistoryStep) => {
    designer.history.go(step.offset);
    announce(designer, t("at", { words: step.words }));
  };
  return (
    <ol aria-label={t("steps")} className="min-h-0 overflow-y-auto p-1.5">
      {steps.map((step) => (
        <li key={step.offset}>
          {step.marks.map((mark) => (
            <p key={mark} className="flex items-center gap-2 px-2 pt-2 pb-1 font-medium text-accent text-xs">
              <Icon name="bookmark" size={13} />
              {mark}
            </p>
          ))}
          <button
            type="button"
            aria-current={step.offset === 0 ? "step" : undefined}
            onClick={() => go(step)}
            className={classNames(
              "flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-hover",
              step.offset === 0 && "bg-accent-soft font-medium",
              step.offset > 0 && "text-muted",
            )}
          >
            <Icon
              name={step.offset === 0 ? "circle-check" : step.offset > 0 ? "redo-2" : "circle"}
              size={14}
              label={step.offset === 0 ? t("youAreHere") : step.offset > 0 ? t("undoneStep") : t("earlier")}
              className="shrink-0 text-muted"
            />
            <span dir="auto" className="min-w-0 flex-1 truncate" title={step.words}>
              {step.words}
            </span>
            <span className="shrink-0 text-muted text-xs">
              <RelativeTime at={step.at} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
