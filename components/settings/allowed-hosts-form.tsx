"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice, readError } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
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
  // Null until somebody types: another form on the page that saves must not take away what is typed here.
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? hosts.join("\n");
  const save = useChangeWorkspace("The hosts are saved; the next call goes by them.");
  const entries = entriesOf(text);
  const problem = problemOf(entries);
  const isUnchanged = entries.join("\n") === hosts.join("\n");
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ settings: { egressAllowHosts: entries } }, { onSuccess: () => setDraft(null) });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <h3 className="font-semibold">Calls into your own network</h3>
      <p className="text-muted">
        Blueprints may call any public address, and nothing inside your own network: private, loopback and
        metadata addresses are refused, so that no text a blueprint reads can make it look around in there.
        Name the internal hosts it should reach all the same.
      </p>
      <Field
        label="Internal hosts that may be called"
        error={problem}
        hint={
          <>
            One a line: <code>db.internal</code>, <code>10.0.0.5:8080</code> for one port only, or{" "}
            <code>*.corp.example</code> for every name below it.
          </>
        }
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
      {save.isError && <ErrorNotice title="The hosts were not saved" error={save.error} />}
      {mayChange ? (
        <Button
          type="submit"
          className="self-start"
          busy={save.isPending}
          disabled={problem !== null || isUnchanged}
        >
          Save hosts
        </Button>
      ) : (
        <p className="text-muted text-xs">Only an owner can change them.</p>
      )}
    </form>
  );
}
