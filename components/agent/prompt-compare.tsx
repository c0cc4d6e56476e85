"use client";

import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { agentContracts } from "#lib/api/contracts/agents.ts";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import { untilSaved } from "./until-saved.ts";
import { useCaseTexts } from "./use-case-texts.ts";
import { VariantResult } from "./variant-result.tsx";

/** Two instructions on the same message, their answers and prices beside each other; one of them is kept. */
export function PromptCompare({ nodeId, instructions }: { nodeId: string; instructions: string }) {
  const t = useTranslations("agentPage");
  const designer = useDesigner();
  const cases = useCaseTexts(designer.id);
  const [other, setOther] = useState(instructions);
  const [text, setText] = useState("");
  const compare = useMutation({
    mutationFn: async () => {
      await untilSaved(designer, t("notSavedYet"));
      const variants = [{ instructions }, { instructions: other }];
      const { runs } = await callApi(agentContracts.test, {
        params: { id: designer.id, nodeId },
        body: { text, variants },
      });
      return runs.map(({ runId }, index) => ({ runId, instructions: variants[index]?.instructions ?? "" }));
    },
  });
  const [one, two] = compare.data ?? [];
  const keep = (chosen: string) => {
    designer.document.edit((whole) => changeConfig(whole, nodeId, { instructions: chosen }));
    setOther(chosen);
    compare.reset();
    showDone(t("theseAreTheInstructionsNow"));
  };
  return (
    <section aria-label={t("sideBySideTest")} className="flex flex-col gap-3">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") compare.mutate();
        }}
      >
        {cases.length > 0 && (
          <Field label={t("takeATestCase")} optional>
            <Select
              options={cases.map(({ id, title, text: asked }) => ({ value: id, label: title, hint: asked }))}
              value={null}
              placeholder={t("chooseACase")}
              onChange={(id) => setText(cases.find((one) => one.id === id)?.text ?? text)}
            />
          </Field>
        )}
        <Field label={t("messageForBoth")}>
          <Textarea
            value={text}
            maxLength={20_000}
            placeholder={t("whereIsOrder")}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Field label={t("otherInstructions")} hint={t("otherInstructionsHint")}>
          <Textarea value={other} maxLength={40_000} onChange={(event) => setOther(event.target.value)} />
        </Field>
        <Button
          type="submit"
          icon="git-compare"
          className="self-start"
          busy={compare.isPending}
          disabled={text.trim() === "" || other.trim() === ""}
        >
          {t("runBoth")}
        </Button>
      </form>
      {compare.error && <ErrorNotice title={t("theyWereNotRun")} error={compare.error} />}
      {one && two && (
        <div className="grid gap-3 md:grid-cols-2">
          <Column title={t("asItIsNow")} keep={<Keep onClick={() => keep(one.instructions)} />}>
            <VariantResult key={one.runId} runId={one.runId} />
          </Column>
          <Column title={t("theOther")} keep={<Keep onClick={() => keep(two.instructions)} />}>
            <VariantResult key={two.runId} runId={two.runId} />
          </Column>
        </div>
      )}
    </section>
  );
}

function Keep({ onClick }: { onClick: () => void }) {
  const t = useTranslations("agentPage");
  return (
    <Button size="sm" icon="check" onClick={onClick}>
      {t("keepThisOne")}
    </Button>
  );
}

function Column({ title, keep, children }: { title: string; keep: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2 rounded-lg border border-line p-3">
      <header className="flex items-center justify-between gap-2">
        <h3 className="font-semibold text-sm">{title}</h3>
        {keep}
      </header>
      {children}
    </section>
  );
}
