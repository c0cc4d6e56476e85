import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** The scrolling part under the top bar, never wider than it reads; `wide` is for grids with many columns. */
export function PageBody({
  narrow = false,
  wide = false,
  children,
}: {
  narrow?: boolean;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div
        className={classNames(
          "mx-auto flex flex-col gap-4 px-4 py-5 md:px-6",
          narrow ? "max-w-3xl" : wide ? "max-w-[1600px]" : "max-w-6xl",
        )}
      >
        {children}
      </div>
    </div>
  );
}
