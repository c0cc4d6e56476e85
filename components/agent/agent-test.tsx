"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { agentContracts } from "#lib/api/contracts/agents.ts";
import { untilSaved } from "./until-saved.ts";
import { VariantResult } from "./variant-result.tsx";

/** Runs one agent alone on a message, as it is set now; what it would write is simulated. */
export function AgentTest({ nodeId }: { nodeId: string }) {
  const t = useTranslations("agentPage");
  const designer = useDesigner();
  const [text, setText] = useState("");
  const test = useMutation({
    mutationFn: async () => {
      await untilSaved(designer, t("notSavedYet"));
      return callApi(agentContracts.test, {
        params: { id: designer.id, nodeId },
        body: { text, variants: [{}] },
      });
    },
  });
  const runId = test.data?.runs[0]?.runId;
  return (
    <section aria-label={t("testThisAgent")} className="flex flex-col gap-2 border-line border-t pt-3">
      <div>
        <h3 className="font-semibold text-sm">{t("testThisAgent")}</h3>
        <p className="text-muted text-xs">{t("testThisAgentText")}</p>
      </div>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") test.mutate();
        }}
      >
        <Field label={t("message")}>
          <Textarea
            value={text}
            maxLength={20_000}
            placeholder={t("whereIsOrder")}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          size="sm"
          icon="play"
          className="self-start"
          busy={test.isPending}
          disabled={text.trim() === ""}
        >
          {t("runTheAgent")}
        </Button>
      </form>
      {test.error && <ErrorNotice title={t("itWasNotRun")} error={test.error} />}
      {runId && <VariantResult key={runId} runId={runId} />}
    </section>
  );
}
