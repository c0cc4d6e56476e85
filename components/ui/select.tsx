"use client";

import { Select as Base } from "@base-ui/react/select";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { inputClass } from "./input.tsx";

/** One choice of a {@link Select}. */
export type SelectOption<Value extends string = string> = {
  value: Value;
  label: ReactNode;
  hint?: string;
  /** Options that name the same group stand under its heading; give them side by side. */
  group?: string;
};

/** Picks one of a few; `aria-label` where no `Field` names it. */
export function Select<Value extends string>({
  options,
  value,
  onChange,
  placeholder,
  disabled,
  className,
  id,
  "aria-label": ariaLabel,
}: {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  id?: string;
  "aria-label"?: string;
}) {
  const t = useTranslations("ui");
  return (
    <Base.Root
      id={id}
      items={options as readonly { value: string; label: ReactNode }[]}
      value={value}
      onValueChange={(next) => next !== null && onChange(next as Value)}
      disabled={disabled}
    >
      <Base.Trigger
        aria-label={ariaLabel}
        className={classNames(
          inputClass,
          "flex h-8 items-center justify-between gap-2 text-left data-[disabled]:opacity-60 data-[placeholder]:text-muted",
          className,
        )}
      >
        <span className="truncate">
          <Base.Value placeholder={placeholder ?? t("choose")} />
        </span>
        <Base.Icon>
          <Icon name="chevron-down" size={14} className="text-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="floating max-h-[var(--available-height)] min-w-[var(--anchor-width)] overflow-y-auto p-1">
            {groupsOf(options).map(({ group, members }) =>
              group === undefined ? (
                members.map((option) => <Option key={option.value} option={option} />)
              ) : (
                <Base.Group key={group}>
                  <Base.GroupLabel className="px-2 pt-2 pb-1 font-medium text-muted text-xs">
                    {group}
                  </Base.GroupLabel>
                  {members.map((option) => (
                    <Option key={option.value} option={option} />
                  ))}
                </Base.Group>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Option({ option }: { option: SelectOption }) {
  const hint = useId();
  return (
    <Base.Item
      value={option.value}
      // The hint describes; as part of the name it would be read before the choice itself can be told apart.
      aria-label={typeof option.label === "string" ? option.label : undefined}
      aria-describedby={option.hint ? hint : undefined}
      className="flex cursor-pointer select-none items-start gap-2 rounded-md py-1.5 pr-3 pl-7 text-sm outline-none data-[highlighted]:bg-hover"
    >
      <Base.ItemIndicator className="-ml-5 mt-0.5">
        <Icon name="check" size={14} className="text-accent" />
      </Base.ItemIndicator>
      <span className="flex min-w-0 flex-col">
        <Base.ItemText className="break-words">{option.label}</Base.ItemText>
        {option.hint && (
          <span id={hint} className="text-muted text-xs">
            {option.hint}
          </span>
        )}
      </span>
    </Base.Item>
  );
}

function groupsOf(
  options: readonly SelectOption[],
): { group: string | undefined; members: SelectOption[] }[] {
  const groups: { group: string | undefined; members: SelectOption[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.members.push(option);
    else groups.push({ group: option.group, members: [option] });
  }
  return groups;
}
