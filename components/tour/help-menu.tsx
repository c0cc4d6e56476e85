"use client";

import { useRouter } from "next/navigation";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, type MenuEntry } from "#components/ui/menu.tsx";
import { useTour } from "./use-tour.ts";

/** Help from every page: the tour, where it was left or from the start, and the description of the API. */
export function HelpMenu() {
  const router = useRouter();
  const { tour, starting, start, move } = useTour();
  const isUnderWay = tour !== null && tour.status !== "finished";
  const entries: MenuEntry[] = [
    ...(isUnderWay
      ? [
          {
            label: tour.status === "open" ? "Go to the tour" : "Resume the tour",
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
      label: tour === null ? "Take the guided tour" : "Start the tour again",
      icon: "compass",
      disabled: starting,
      onSelect: () => start((id) => router.push(`/blueprints/${id}`)),
    },
    {
      label: "Description of the API",
      icon: "braces",
      separated: true,
      onSelect: () => window.open("/api/v1/openapi.json", "_blank", "noopener"),
    },
  ];
  return (
    <Menu
      side="right"
      align="end"
      trigger={<IconButton icon="circle-help" label="Help" size={36} tooltipSide="right" data-help="" />}
      entries={entries}
    />
  );
}

// The menu gives the focus back to its button when it has closed; the tour comes after that.
function focusTour(): void {
  setTimeout(() => document.querySelector<HTMLElement>("[data-tour-main]")?.focus(), 250);
}
