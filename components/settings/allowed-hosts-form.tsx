"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { readError } from "#components/ui/read-error.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import { parseAllowedHost } from "#lib/foundation/allowed-host.ts";
import { useChangeWorkspace } from "./use-change-workspace.ts";

/** The entries one a line, without those that say the same. */
function entriesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim().toLowerCase());
  return [...new Set(lines.filter((line) => line !== ""))];
}

/** The first entry nobody could act on, in words, or null. */
function problemOf(entries: string[]): string | null {
  try {
    for (const entry of entries) parseAllowedHost(entry);
    return null;
  } catch (caught) {
    return readError(caught).message;
  }
}

/** Which hosts inside the own network blueprints may call; all of those are refused otherwise. */
export function AllowedHostsForm({ hosts, mayChange }: { hosts: string[]; mayChange: boolean }) {
  const t = useTranslations("settings");
  // Null until somebody types: another form on the page that saves must not take away what is typed here.
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? hosts.join("\n");
  const save = useChangeWorkspace(t("theHostsAreSavedThe"));
  const entries = entriesOf(text);
  const problem = problemOf(entries);
  const isUnchanged = entries.join("\n") === hosts.join("\n");
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ settings: { egressAllowHosts: entries } }, { onSuccess: () => setDraft(null) });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("callsIntoYourOwnNetwork")}</h3>
      <p className="text-muted">{t("blueprintsMayCallAnyPublic")}</p>
      <Field
        label={t("internalHostsThatMayBe")}
        error={problem}
        hint={t.rich("hostsHint", { code: (text) => <code>{text}</code> })}
      >
        <Textarea
          mono
          rows={4}
          disabled={!mayChange}
          spellCheck={false}
          value={text}
          onChange={(event) => setDraft(event.target.value)}
        />
      </Field>
      {save.isError && <ErrorNotice title={t("theHostsWereNotSaved")} error={save.error} />}
      {mayChange ? (
        <Button
          type="submit"
          className="self-start"
          busy={save.isPending}
          disabled={problem !== null || isUnchanged}
        >
          {t("saveHosts")}
        </Button>
      ) : (
        <p className="text-muted text-xs">{t("onlyAnOwnerCanChange")}</p>
      )}
    </form>
  );
}
