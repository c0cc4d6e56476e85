"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useChangeWorkspace } from "./use-change-workspace.ts";

/** Renames the workspace. */
export function WorkspaceNameForm({ name, mayChange }: { name: string; mayChange: boolean }) {
  const t = useTranslations("settings");
  // Null until somebody types: what is saved elsewhere meanwhile is shown, what is typed here is never lost to it.
  const [draft, setDraft] = useState<string | null>(null);
  const wanted = draft ?? name;
  const save = useChangeWorkspace(t("theWorkspaceHasItsNew"));
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ name: wanted.trim() }, { onSuccess: () => setDraft(null) });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="flex items-end gap-2">
        <Field
          label={t("workspaceName")}
          className="flex-1"
          hint={mayChange ? t("yourColleaguesSeeItAddresses") : t("onlyAnOwnerCanChange2")}
        >
          <Input
            required
            maxLength={100}
            disabled={!mayChange}
            value={wanted}
            onChange={(event) => setDraft(event.target.value)}
          />
        </Field>
      </div>
      {save.isError && <ErrorNotice title={t("theNameWasNotChanged")} error={save.error} />}
      {mayChange && (
        <Button
          type="submit"
          className="self-start"
          busy={save.isPending}
          disabled={wanted.trim() === "" || wanted.trim() === name}
        >
          {t("renameWorkspace")}
        </Button>
      )}
    </form>
  );
}
