import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** The scrolling part under the top bar, never wider than it reads. */
export function PageBody({ narrow = false, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div
        className={classNames(
          "mx-auto flex flex-col gap-4 px-4 py-5 md:px-6",
          narrow ? "max-w-3xl" : "max-w-6xl",
        )}
      >
        {children}
      </div>
    </div>
  );
}
