"use client";

import { useSession } from "./store/use-designer.ts";

/** Tells screen readers what was added, removed or connected. */
export function LiveRegion() {
  const announcement = useSession((session) => session.announcement);
  return (
    <div aria-live="polite" className="sr-only" data-testid="announcement">
      {announcement}
    </div>
  );
}
