import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

const looks = {
  primary:
    "bg-accent text-on-accent border-transparent hover:bg-accent-strong active:bg-accent-strong font-medium",
  secondary: "bg-panel text-text border-line hover:bg-hover active:bg-pressed font-medium",
  quiet: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-text active:bg-pressed",
  danger:
    "bg-panel text-failed border-line hover:bg-failed-soft hover:border-failed active:bg-failed-soft font-medium",
} as const;

const sizes = {
  sm: "h-7 px-2 text-xs gap-1",
  md: "h-8 px-3 text-sm gap-1.5",
  lg: "h-10 px-4 text-sm gap-2",
} as const;

/** How loud a button is; one `primary` a screen. */
export type ButtonLook = keyof typeof looks;

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "secondary", size: keyof typeof sizes = "md"): string {
  return classNames(
    "inline-flex select-none items-center justify-center whitespace-nowrap rounded-md border transition-colors",
    "disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50",
    looks[look],
    sizes[size],
  );
}

/** A push button; `busy` shows a spinner and refuses further presses. */
export function Button({
  look = "secondary",
  size = "md",
  icon,
  busy = false,
  children,
  className,
  disabled,
  type = "button",
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & {
  look?: ButtonLook;
  size?: keyof typeof sizes;
  icon?: IconName;
  busy?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}) {
  const drawn = busy ? "loader-circle" : icon;
  return (
    <button
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classNames(buttonClass(look, size), className)}
      {...rest}
    >
      {drawn && (
        <Icon name={drawn} size={size === "sm" ? 14 : 16} className={busy ? "animate-spin" : undefined} />
      )}
      {children}
    </button>
  );
}
