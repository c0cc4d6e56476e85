"use client";

import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
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
  const designer = useDesigner();
  const cases = useCaseTexts(designer.id);
  const [other, setOther] = useState(instructions);
  const [text, setText] = useState("");
  const compare = useMutation({
    mutationFn: async () => {
      await untilSaved(designer);
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
    showDone("These are the instructions now. Undo takes them back.");
  };
  return (
    <section aria-label="Side-by-side test" className="flex flex-col gap-3">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") compare.mutate();
        }}
      >
        {cases.length > 0 && (
          <Field label="Take a test case" optional>
            <Select
              options={cases.map(({ id, title, text: asked }) => ({ value: id, label: title, hint: asked }))}
              value={null}
              placeholder="Choose a case of this blueprint's suites"
              onChange={(id) => setText(cases.find((one) => one.id === id)?.text ?? text)}
            />
          </Field>
        )}
        <Field label="Message for both">
          <Textarea
            value={text}
            maxLength={20_000}
            placeholder="Where is order 1042?"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Field
          label="Other instructions"
          hint="Begin with a copy and change one thing; then you know what made the difference."
        >
          <Textarea value={other} maxLength={40_000} onChange={(event) => setOther(event.target.value)} />
        </Field>
        <Button
          type="submit"
          icon="git-compare"
          className="self-start"
          busy={compare.isPending}
          disabled={text.trim() === "" || other.trim() === ""}
        >
          Run both
        </Button>
      </form>
      {compare.error && <ErrorNotice title="They were not run" error={compare.error} />}
      {one && two && (
        <div className="grid gap-3 md:grid-cols-2">
          <Column title="As it is now" keep={<Keep onClick={() => keep(one.instructions)} />}>
            <VariantResult key={one.runId} runId={one.runId} />
          </Column>
          <Column title="The other" keep={<Keep onClick={() => keep(two.instructions)} />}>
            <VariantResult key={two.runId} runId={two.runId} />
          </Column>
        </div>
      )}
    </section>
  );
}

function Keep({ onClick }: { onClick: () => void }) {
  return (
    <Button size="sm" icon="check" onClick={onClick}>
      Keep this one
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
