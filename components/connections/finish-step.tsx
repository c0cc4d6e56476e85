"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { AbilityTrial } from "#components/inspector/ability-test.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type Chosen, type Finish, signInWords, withFinish } from "./finish-operations.ts";
import { SecretPicker } from "./secret-picker.tsx";

const nobody = "";

/** Server, secrets, who may use it, and a call to try it with. */
export function FinishStep({
  title,
  servers,
  chosen,
  agents,
  suggested,
  finish,
  onChange,
}: {
  title: string;
  servers: readonly string[];
  chosen: readonly Chosen[];
  agents: readonly { id: string; title: string }[];
  /** The server the document names, which an operation with one of its own does not take over. */
  suggested: string;
  finish: Finish;
  onChange: (finish: Finish) => void;
}) {
  const t = useTranslations("connections");
  const [trialKey, setTrialKey] = useState(chosen[0]?.key ?? "");
  const trial = chosen.find((one) => one.key === trialKey) ?? chosen[0];
  const schemes = new Map(chosen.flatMap((one) => one.signIn.map((way) => [way.id, way] as const)));
  const notes = [...new Set(chosen.flatMap((one) => one.notes))];
  const suggestion = `${
    title
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, "_")
      .replace(/^[^A-Z]+|_+$/g, "")
      .slice(0, 40) || "SYSTEM"
  }_KEY`;
  return (
    <div className="flex flex-col gap-4">
      {notes.map((note) => (
        <p key={note} className="text-sm text-waiting">
          {note}
        </p>
      ))}
      <Field label={t("server")} hint={t("whereTheOperationsAreCalled")}>
        <Input
          list="connection-servers"
          value={finish.server}
          onChange={(event) => onChange({ ...finish, server: event.target.value })}
        />
      </Field>
      <datalist id="connection-servers">
        {servers.map((server) => (
          <option key={server} value={server} />
        ))}
      </datalist>
      {[...schemes.values()].map((way) => (
        <SecretPicker
          key={way.id}
          label={t("signIn", { id: way.id })}
          hint={signInWords(way, t)}
          value={finish.secrets[way.id] ?? ""}
          suggestion={suggestion}
          onChange={(name) => onChange({ ...finish, secrets: { ...finish.secrets, [way.id]: name } })}
        />
      ))}
      <Field label={t("usedBy")} hint={t("theAbilitiesAreWiredTo")}>
        <Select
          options={[
            ...agents.map(({ id, title: name }) => ({ value: id, label: name })),
            { value: nobody, label: t("nobodyYet") },
          ]}
          value={finish.agentId ?? nobody}
          onChange={(id) => onChange({ ...finish, agentId: id === nobody ? null : id })}
        />
      </Field>
      <section aria-label={t("testCall")} className="flex flex-col gap-3 rounded-lg border border-line p-3">
        {chosen.length > 1 && (
          <Field label={t("operationToTry")}>
            <Select
              options={chosen.map((one) => ({ value: one.key, label: one.title, hint: one.key }))}
              value={trial?.key ?? null}
              onChange={setTrialKey}
            />
          </Field>
        )}
        {trial && (
          <AbilityTrial
            key={trial.key}
            ability={trial.ability}
            settings={withFinish(trial, finish, suggested).settings}
          />
        )}
      </section>
    </div>
  );
}
