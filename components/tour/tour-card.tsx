"use client";

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { placeBeside, type Side } from "./place-beside.ts";
import type { AnchorBox } from "./use-anchor-box.ts";

/**
 * A card beside what it speaks of, with a ring around that. It is no modal: everything under it stays usable.
 * Each new `step` takes the focus to the card's main button.
 */
export function TourCard({
  step,
  title,
  text,
  place,
  box,
  side,
  narrow,
  onLeave,
  children,
}: {
  step: string;
  title: string;
  text: string;
  place: string;
  box: AnchorBox | null;
  side: Side;
  narrow: boolean;
  onLeave: () => void;
  children: ReactNode;
}) {
  const t = useTranslations("tour");
  const card = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState<{ left: number; top: number } | null>(null);
  const titleId = useId();
  const textId = useId();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another step has another height
  useLayoutEffect(() => {
    if (narrow || !card.current) return;
    const { offsetWidth: width, offsetHeight: height } = card.current;
    const view = { width: window.innerWidth, height: window.innerHeight };
    const anchor = box ?? { left: view.width / 2, top: view.height / 2, width: 0, height: 0 };
    setSpot(placeBeside(anchor, { width, height }, view, side));
  }, [box, side, narrow, step]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the step, nothing else
  useEffect(() => {
    // Whoever writes is not interrupted.
    if (document.activeElement?.matches("input, textarea") && !card.current?.contains(document.activeElement))
      return;
    card.current?.querySelector<HTMLElement>("[data-tour-main]")?.focus({ preventScroll: true });
  }, [step]);

  useEffect(() => {
    const leaveFromPage = (event: KeyboardEvent) => {
      const isFree = document.activeElement === document.body && !event.defaultPrevented;
      if (event.key === "Escape" && isFree) onLeave();
    };
    document.addEventListener("keydown", leaveFromPage);
    return () => document.removeEventListener("keydown", leaveFromPage);
  }, [onLeave]);

  const low = box !== null && box.top + box.height / 2 > window.innerHeight * 0.5;
  return (
    <>
      {box && (
        <div
          aria-hidden
          data-testid="tour-ring"
          className="pointer-events-none fixed z-30 rounded-lg border-2 border-accent shadow-[0_0_0_4px_color-mix(in_oklch,var(--accent)_22%,transparent)]"
          style={{ left: box.left - 3, top: box.top - 3, width: box.width + 6, height: box.height + 6 }}
        />
      )}
      <div
        ref={card}
        role="dialog"
        aria-modal="false"
        aria-labelledby={titleId}
        aria-describedby={textId}
        data-testid="tour"
        data-step={step}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          onLeave();
        }}
        style={
          narrow ? undefined : { left: spot?.left ?? 0, top: spot?.top ?? 0, opacity: spot ? undefined : 0 }
        }
        className={`floating fixed z-40 flex flex-col gap-2 p-4 ${
          narrow ? `inset-x-3 ${low ? "top-14" : "bottom-[68px]"}` : "w-80"
        }`}
      >
        <div className="flex items-start gap-2">
          <h2 id={titleId} className="flex-1 font-semibold text-base">
            {title}
          </h2>
          <IconButton
            icon="x"
            label={t("leaveTheTour")}
            size={24}
            onClick={onLeave}
            className="-mt-0.5 -mr-1"
          />
        </div>
        <p id={textId} className="text-sm">
          {text}
        </p>
        <div className="mt-1 flex items-center gap-2">
          <span className="mr-auto text-muted text-xs tabular-nums">{place}</span>
          {children}
        </div>
      </div>
    </>
  );
}
