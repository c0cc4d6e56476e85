"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { adviceFor } from "#components/connections/advice-for.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { abilityDefinition } from "#lib/abilities/definitions.ts";
import { callApi } from "#lib/api/client.ts";
import { testAbilityContract } from "#lib/api/contracts/abilities.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";

type Asked = {
  name: string;
  hint: string;
  takes: "text" | "number" | "boolean" | "json";
  required: boolean;
};

/** Tries the ability of a node as it is set now. */
export function AbilityTest({ node }: { node: BlueprintNode }) {
  const config = "ability" in node.config ? node.config : null;
  if (!config) return null;
  return (
    <div className="border-line border-t pt-4">
      <AbilityTrial ability={config.ability} settings={config.settings} />
    </div>
  );
}

/** Shows the exact request an ability would send, and sends it only on an explicit choice. */
export function AbilityTrial({ ability, settings }: { ability: string; settings: Record<string, unknown> }) {
  const t = useTranslations("inspector");
  const ofConnections = useTranslations("connections");
  const [texts, setTexts] = useState<Record<string, string>>({});
  const fields = fieldsOf(ability, settings, t("asJson"));
  const test = useMutation({
    mutationFn: (send: boolean) =>
      callApi(testAbilityContract, {
        body: { ability, settings, arguments: valuesOf(fields, texts), send },
      }),
  });
  const seen = test.data;
  const advice = seen?.isError ? adviceFor(seen.result, ofConnections) : null;
  return (
    <section aria-label={t("testThisAbility")} className="flex flex-col gap-3">
      <div>
        <h3 className="font-medium text-sm">{t("test")}</h3>
        <p className="text-muted text-xs">{t("testHint")}</p>
      </div>
      {fields.map((field) => (
        <Field key={field.name} label={field.name} hint={field.hint} optional={!field.required}>
          {field.takes === "json" ? (
            <Textarea
              mono
              value={texts[field.name] ?? ""}
              onChange={(event) => setTexts({ ...texts, [field.name]: event.target.value })}
            />
          ) : (
            <Input
              value={texts[field.name] ?? ""}
              onChange={(event) => setTexts({ ...texts, [field.name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => test.mutate(false)} disabled={test.isPending}>
          {t("showTheRequest")}
        </Button>
        <ConfirmDialog
          title={t("sendThisForReal")}
          confirm={t("send")}
          trigger={
            <Button size="sm" disabled={test.isPending}>
              {t("sendForReal")}
            </Button>
          }
          onConfirm={() => test.mutateAsync(true)}
        >
          {t("requestLeavesNow")}
        </ConfirmDialog>
      </div>
      {test.error && <ErrorNotice error={test.error} />}
      {seen && (
        <div className="flex flex-col gap-2" aria-live="polite">
          <Shown
            title={
              seen.sent
                ? t("sent")
                : seen.effect === "read"
                  ? t("notSentReads")
                  : t(`notSentAs.${seen.reversibility}`)
            }
            value={seen.request}
          />
          {seen.sent && <Shown title={seen.isError ? t("refused") : t("answer")} value={seen.result} />}
          {advice && <p className="text-sm">{advice}</p>}
        </div>
      )}
    </section>
  );
}

function Shown({ title, value }: { title: string; value: unknown }) {
  return (
    <div>
      <p className="mb-1 text-muted text-xs">{title}</p>
      <pre className="max-h-72 overflow-auto whitespace-pre-wrap break-all rounded-md border border-line bg-ground p-2 font-mono text-xs">
        {JSON.stringify(value, null, 2)}
      </pre>
    </div>
  );
}

function fieldsOf(kind: string, given: Record<string, unknown>, asJson: string): Asked[] {
  const definition = abilityDefinition(kind);
  const settings = definition?.settings.safeParse(given);
  if (!definition || !settings?.success) return [];
  const schema = z.toJSONSchema(definition.arguments(settings.data), { io: "input" });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, part]) => {
    const field = typeof part === "object" ? part : {};
    const takes = takesOf(field.type);
    const words = field.description ?? "";
    return {
      name,
      hint: takes === "json" ? `${words}${words === "" ? "" : " "}${asJson}` : words,
      takes,
      required: required.has(name),
    };
  });
}

function takesOf(type: unknown): Asked["takes"] {
  if (type === "number" || type === "integer") return "number";
  if (type === "boolean") return "boolean";
  return type === "array" || type === "object" ? "json" : "text";
}

function valuesOf(fields: Asked[], texts: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ name, takes }): [string, unknown][] => {
      const text = texts[name] ?? "";
      if (text === "") return [];
      if (takes === "json") return [[name, readJson(text)]];
      if (takes === "number") return [[name, Number.isNaN(Number(text)) ? text : Number(text)]];
      return [[name, takes === "boolean" ? text === "true" : text]];
    }),
  );
}

// What is no JSON goes out as it is, so that the server says which field does not fit.
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
