"use client";

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
  const last = history.events.length - 1;
  const event = history.events[index];
  const begin = Date.parse(history.events[0]?.at ?? "");
  const passed = event ? Date.parse(event.at) - begin : 0;
  const words = event
    ? `Event ${index + 1} of ${last + 1}: ${eventWords(event.event.type)}, ${formatDuration(passed)} after the start`
    : "Before the first event";
  return (
    <section aria-label="Moment of the run" className="flex flex-col gap-1 px-3 py-2">
      <div className="flex items-center gap-1">
        <IconButton
          icon="skip-back"
          size={28}
          label="First event"
          disabled={index <= 0}
          onClick={() => onChange(0)}
        />
        <IconButton
          icon="chevron-left"
          size={28}
          label="Previous event"
          disabled={index <= 0}
          onClick={() => onChange(index - 1)}
        />
        <input
          type="range"
          aria-label="Moment of the run"
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
          label="Next event"
          disabled={index >= last}
          onClick={() => onChange(index + 1)}
        />
        <IconButton
          icon="skip-forward"
          size={28}
          label="Last event"
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
