"use client";

import { Switch as Base } from "@base-ui/react/switch";

/** On or off, at once. */
export function Switch({
  checked,
  onChange,
  disabled,
  "aria-label": ariaLabel,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  "aria-label"?: string;
}) {
  return (
    <Base.Root
      checked={checked}
      onCheckedChange={(next) => onChange(next)}
      disabled={disabled}
      aria-label={ariaLabel}
      className="relative inline-flex h-[18px] w-8 shrink-0 cursor-pointer items-center rounded-full border border-edge bg-pressed p-px transition-colors hover:bg-hover data-[checked]:border-accent data-[checked]:bg-accent data-[disabled]:cursor-default data-[disabled]:opacity-50"
    >
      <Base.Thumb className="block size-3.5 rounded-full bg-edge transition-transform data-[checked]:translate-x-3.5 data-[checked]:bg-on-accent" />
    </Base.Root>
  );
}
