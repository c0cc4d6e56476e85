"use client";

import { useCallback, useEffect, useMemo, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { useDesigner, useDocument, useSession } from "#components/canvas/store/use-designer.ts";
import { useIsNarrow } from "#components/canvas/use-is-narrow.ts";
import { suggestionsOf } from "#components/chat/suggestions-of.ts";
import { Button } from "#components/ui/button.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { TourCard } from "./tour-card.tsx";
import { type TourStep, tourSteps } from "./tour-steps.ts";
import { useAnchorBox } from "./use-anchor-box.ts";
import type { useTour } from "./use-tour.ts";

/** One step of the tour beside what it speaks of, and the ways on. */
export function OpenTour({ at, move }: { at: string; move: ReturnType<typeof useTour>["move"] }) {
  const t = useTranslations("tour");
  const designer = useDesigner();
  const narrow = useIsNarrow();
  const question = useDocument((document) => suggestionsOf(document)[0]);
  const steps = useMemo(() => tourSteps.filter((step) => !(narrow && step.wideOnly)), [narrow]);
  const index = Math.max(
    0,
    steps.findIndex((step) => step.id === at),
  );
  const step = steps[index] as TourStep;
  const anchors = useMemo(() => step.anchors(designer, narrow), [step, designer, narrow]);
  const box = useAnchorBox(anchors);
  const last = index === steps.length - 1;

  const begun = useRef(false);
  useEffect(() => {
    const isFirst = !begun.current;
    begun.current = true;
    // The tour arrives after the page: a tab that was opened meanwhile is not taken away.
    if (isFirst && designer.session.getState().tab !== "inspect") return;
    const shown = step.show?.(designer);
    if (shown) designer.session.setState(narrow ? withoutSelection(shown) : shown);
  }, [step, designer, narrow]);

  const view = useSession((session) => session.view);
  useEffect(() => {
    const node = step.reveals?.(designer);
    if (node) view?.reveal(node);
  }, [step, designer, view]);

  const go = (to: number) => move({ status: "open", step: steps[to]?.id ?? "" });
  const leave = useCallback(() => {
    move({ status: "left", step: step.id });
    showDone(t("theTourWaitsForYou"));
    document.querySelector<HTMLElement>("[data-help]")?.focus();
  }, [move, step.id, t]);

  return createPortal(
    <TourCard
      step={step.id}
      title={t(`steps.${step.id}.title`)}
      text={t(`steps.${step.id}.text`)}
      place={t("place", { number: index + 1, count: steps.length })}
      box={box}
      side={step.side}
      narrow={narrow}
      onLeave={leave}
    >
      {index > 0 && (
        <Button size="sm" look="quiet" onClick={() => go(index - 1)}>
          {t("back")}
        </Button>
      )}
      {step.asks && question !== undefined ? (
        <>
          <Button size="sm" onClick={() => go(index + 1)}>
            {t("next")}
          </Button>
          <Button
            size="sm"
            look="primary"
            icon="send"
            data-tour-main
            title={question}
            onClick={() => {
              designer.session.setState({ askNow: question });
              go(index + 1);
            }}
          >
            {t("sendAQuestion")}
          </Button>
        </>
      ) : (
        <Button
          size="sm"
          look="primary"
          data-tour-main
          onClick={() => {
            if (!last) return go(index + 1);
            move({ status: "finished", step: "" });
            showDone(t("thatWasTheTourHelp"));
            document.querySelector<HTMLElement>('[data-testid="publish"]')?.focus();
          }}
        >
          {last ? t("finish") : t("next")}
        </Button>
      )}
    </TourCard>,
    document.body,
  );
}

// On a phone a selected node opens a sheet over everything.
function withoutSelection<T extends { selectedNodes?: readonly string[] }>(shown: T): T {
  return shown.selectedNodes === undefined ? shown : { ...shown, selectedNodes: [] };
}
