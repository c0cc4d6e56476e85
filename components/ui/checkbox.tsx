"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import { type ReactNode, useId } from "react";
import { Icon } from "./icon.tsx";

/** A tick with its words, which are part of the target. */
export function Checkbox({
  checked,
  onChange,
  disabled,
  children,
  "aria-label": ariaLabel,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  children?: ReactNode;
  "aria-label"?: string;
}) {
  // Named in the markup itself: a label found by a script would leave the box nameless until the page has woken up.
  const wordsId = useId();
  const box = (
    <Base.Root
      checked={checked}
      onCheckedChange={(next) => onChange(next)}
      disabled={disabled}
      aria-label={ariaLabel}
      aria-labelledby={children === undefined ? undefined : wordsId}
      className="mt-0.5 flex size-4 shrink-0 cursor-pointer items-center justify-center rounded-sm border border-edge bg-field transition-colors hover:border-accent data-[checked]:border-accent data-[checked]:bg-accent data-[disabled]:opacity-50"
    >
      <Base.Indicator className="text-on-accent">
        <Icon name="check" size={12} />
      </Base.Indicator>
    </Base.Root>
  );
  if (children === undefined) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the labelled control
    <label className="flex cursor-pointer items-start gap-2 text-sm">
      {box}
      <span id={wordsId} className="min-w-0">
        {children}
      </span>
    </label>
  );
}
