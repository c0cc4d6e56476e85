"use client";

import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";

/** Where the next test run pauses: the abilities' nodes by moment. */
export type Stops = { before?: "all" | string[]; after?: "all" | string[] };

/** True where a test run pauses nowhere. */
export function isEmpty(stops: Stops): boolean {
  return (stops.before ?? []).length === 0 && (stops.after ?? []).length === 0;
}

/** Chooses where test runs pause; it holds for the messages sent from then on. */
export function BreakpointMenu({
  abilities,
  stops,
  onChange,
}: {
  abilities: readonly { id: string; title: string }[];
  stops: Stops;
  onChange: (stops: Stops) => void;
}) {
  const t = useTranslations("chat");
  if (abilities.length === 0) return null;
  const stopsAt = (moment: keyof Stops, id: string) => {
    const nodes = stops[moment] ?? [];
    return nodes !== "all" && nodes.includes(id);
  };
  const toggle = (moment: keyof Stops, id: string) => {
    const nodes = stops[moment] ?? [];
    const others = nodes === "all" ? [] : nodes.filter((each) => each !== id);
    onChange({ ...stops, [moment]: stopsAt(moment, id) ? others : [...others, id] });
  };
  const everywhere = (moment: keyof Stops) =>
    onChange({ ...stops, [moment]: stops[moment] === "all" ? [] : "all" });
  const moments = ["before", "after"] as const;
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <Button size="sm" look="quiet" icon={isEmpty(stops) ? "circle" : "pause"}>
          {isEmpty(stops) ? t("breakpoints.none") : t("breakpoints.some")}
        </Button>
      }
      entries={moments.flatMap((moment, at) => [
        {
          id: moment,
          label: t(`breakpoints.${moment}All`),
          chosen: stops[moment] === "all",
          separated: at > 0,
          onSelect: () => everywhere(moment),
        },
        ...abilities.map(({ id, title }) => ({
          id: `${moment} ${id}`,
          label: t(`breakpoints.${moment}One`, { title }),
          chosen: stopsAt(moment, id),
          onSelect: () => toggle(moment, id),
        })),
      ])}
    />
  );
}
