"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";

/** A new password with its rule in view, ticked once it holds, and a look at what was typed. */
export function PasswordField({
  value,
  error,
  hint,
  onChange,
}: {
  value: string;
  error: string | undefined;
  hint?: string;
  onChange: (value: string) => void;
}) {
  const t = useTranslations("signIn");
  const [shown, setShown] = useState(false);
  const isLong = value.length >= 10;
  return (
    <Field
      label={t("password")}
      error={error}
      hint={
        <span className="flex flex-col gap-0.5">
          <span className="flex items-center gap-1.5" data-testid="password-rule" data-holds={isLong}>
            <Icon
              name={isLong ? "circle-check" : "circle"}
              size={14}
              className={isLong ? "text-ok" : "text-muted"}
            />
            {t("atLeast10Characters")}
            {value !== "" && !isLong && t("toGo", { value: 10 - value.length })}
          </span>
          <span>{t("anyCharactersSpacesTooA")}</span>
          {hint && <span>{hint}</span>}
        </span>
      }
    >
      <span className="relative block">
        <Input
          type={shown ? "text" : "password"}
          name="password"
          autoComplete="new-password"
          required
          maxLength={200}
          value={value}
          className="pr-9"
          onChange={(event) => onChange(event.target.value)}
        />
        <span className="absolute top-0.5 right-0.5">
          <IconButton
            icon={shown ? "eye-off" : "eye"}
            label={shown ? t("hideTheCharacters") : t("showTheCharacters")}
            pressed={shown}
            size={28}
            onClick={() => setShown(!shown)}
          />
        </span>
      </span>
    </Field>
  );
}
