"use client";

import { Progress as Base } from "@base-ui/react/progress";
import type { ReactNode } from "react";

/** How far something is: `value` of `max`, or null while unknown; `action` is the way to stop it. */
export function Progress({
  label,
  value,
  max = 100,
  done,
  action,
}: {
  label: string;
  value: number | null;
  max?: number;
  /** "3 of 8 documents". */
  done?: string;
  action?: ReactNode;
}) {
  return (
    <Base.Root value={value} max={max} className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-3 text-xs">
        <Base.Label className="text-muted">{label}</Base.Label>
        <span className="flex items-center gap-2 tabular-nums">
          {done}
          {action}
        </span>
      </div>
      <Base.Track className="h-1.5 overflow-hidden rounded-full bg-pressed">
        <Base.Indicator className="h-full rounded-full bg-accent transition-[width] data-[indeterminate]:w-1/3 data-[indeterminate]:animate-pulse" />
      </Base.Track>
    </Base.Root>
  );
}
