"use client";

import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** A label, its control, a hint and an error, joined for screen readers. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  inline = false,
  action,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  optional?: boolean;
  /** Puts a switch or checkbox beside its label. */
  inline?: boolean;
  /** Something small at the right of the label. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const t = useTranslations("ui");
  return (
    <Base.Root invalid={Boolean(error)} className={classNames("flex flex-col gap-1", className)}>
      <div className={inline ? "flex items-center justify-between gap-3" : "flex flex-col gap-1"}>
        <div className="flex items-baseline justify-between gap-2">
          <Base.Label className="font-medium text-sm text-text">
            {label}
            {optional && <span className="ml-1.5 font-normal text-muted text-xs">{t("optional")}</span>}
          </Base.Label>
          {action}
        </div>
        {children}
      </div>
      {hint && <Base.Description className="text-muted text-xs">{hint}</Base.Description>}
      {error && (
        <Base.Error match className="flex items-start gap-1 text-failed text-xs">
          <Icon name="circle-alert" size={14} className="mt-px" />
          {error}
        </Base.Error>
      )}
    </Base.Root>
  );
}
