"use client";

import { useTranslations } from "use-intl";
import { formatDuration } from "#components/ui/format-number.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { RunHistory } from "#lib/run-events/run-history.ts";

/** Steps through a run's events; the arrow keys, Page Up and Down, Home and End work on the slider. */
export function Scrubber({
  history,
  index,
  onChange,
}: {
  history: RunHistory;
  index: number;
  onChange: (index: number) => void;
}) {
  const t = useTranslations("runPage");
  const last = history.events.length - 1;
  const event = history.events[index];
  const begin = Date.parse(history.events[0]?.at ?? "");
  const passed = event ? Date.parse(event.at) - begin : 0;
  const words = event
    ? t("eventAt", {
        number: String(index + 1),
        count: String(last + 1),
        what: eventWords(event.event.type),
        passed: formatDuration(passed),
      })
    : t("beforeFirst");
  return (
    <section aria-label={t("moment")} className="flex flex-col gap-1 px-3 py-2">
      <div className="flex items-center gap-1">
        <IconButton
          icon="skip-back"
          size={28}
          label={t("firstEvent")}
          disabled={index <= 0}
          onClick={() => onChange(0)}
        />
        <IconButton
          icon="chevron-left"
          size={28}
          label={t("previousEvent")}
          disabled={index <= 0}
          onClick={() => onChange(index - 1)}
        />
        <input
          type="range"
          aria-label={t("moment")}
          aria-valuetext={words}
          min={0}
          max={last}
          step={1}
          value={index}
          onChange={(change) => onChange(Number(change.target.value))}
          className="h-6 min-w-0 flex-1 accent-[var(--accent)]"
        />
        <IconButton
          icon="chevron-right"
          size={28}
          label={t("nextEvent")}
          disabled={index >= last}
          onClick={() => onChange(index + 1)}
        />
        <IconButton
          icon="skip-forward"
          size={28}
          label={t("lastEvent")}
          disabled={index >= last}
          onClick={() => onChange(last)}
        />
      </div>
      <p className="text-muted text-xs tabular-nums" data-testid="moment">
        {words}
      </p>
    </section>
  );
}

function eventWords(type: string): string {
  return type.replace(".", " ").replaceAll("_", " ");
}
