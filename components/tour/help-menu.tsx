"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, type MenuEntry } from "#components/ui/menu.tsx";
import { useTour } from "./use-tour.ts";

/** Help from every page: the tour, where it was left or from the start, and the description of the API. */
export function HelpMenu() {
  const t = useTranslations("tour");
  const router = useRouter();
  const { tour, starting, start, move } = useTour();
  const isUnderWay = tour !== null && tour.status !== "finished";
  const entries: MenuEntry[] = [
    ...(isUnderWay
      ? [
          {
            label: tour.status === "open" ? t("goToTheTour") : t("resumeTheTour"),
            icon: "play" as const,
            onSelect: () => {
              move({ status: "open", step: tour.step });
              router.push(`/blueprints/${tour.blueprintId}`);
              focusTour();
            },
          },
        ]
      : []),
    {
      label: tour === null ? t("takeTheGuidedTour") : t("startTheTourAgain"),
      icon: "compass",
      disabled: starting,
      onSelect: () => start((id) => router.push(`/blueprints/${id}`)),
    },
    {
      label: t("descriptionOfTheApi"),
      icon: "braces",
      separated: true,
      onSelect: () => window.open("/api/v1/openapi.json", "_blank", "noopener"),
    },
  ];
  return (
    <Menu
      side="right"
      align="end"
      trigger={<IconButton icon="circle-help" label={t("help")} size={36} tooltipSide="right" data-help="" />}
      entries={entries}
    />
  );
}

// The menu gives the focus back to its button when it has closed; the tour comes after that.
function focusTour(): void {
  setTimeout(() => document.querySelector<HTMLElement>("[data-tour-main]")?.focus(), 250);
}
