"use client";

import type { ButtonHTMLAttributes, Ref } from "react";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { Tooltip } from "./tooltip.tsx";

/** A square button with an icon; `label` is its accessible name and its tooltip. */
export function IconButton({
  icon,
  label,
  size = 32,
  pressed,
  busy = false,
  tooltipSide,
  quiet = false,
  className,
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & {
  icon: IconName;
  label: string;
  size?: 24 | 28 | 32 | 36;
  /** Set for a toggle. */
  pressed?: boolean;
  busy?: boolean;
  tooltipSide?: "top" | "right" | "bottom" | "left";
  /** Without its tooltip: for what closes a dialog, where Escape would close the tooltip first. */
  quiet?: boolean;
  ref?: Ref<HTMLButtonElement>;
}) {
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      aria-busy={busy || undefined}
      style={{ width: size, height: size }}
      className={classNames(
        "inline-flex items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text active:bg-pressed disabled:pointer-events-none disabled:opacity-40",
        pressed && "bg-accent-soft text-accent",
        className,
      )}
      {...rest}
    >
      <Icon
        name={busy ? "loader-circle" : icon}
        size={size <= 24 ? 14 : 16}
        className={busy ? "animate-spin" : undefined}
      />
    </button>
  );
  if (quiet) return button;
  return (
    <Tooltip content={label} side={tooltipSide}>
      {button}
    </Tooltip>
  );
}
