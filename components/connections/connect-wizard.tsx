"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { announce } from "#components/canvas/commands/define-command.ts";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { readOpenApiContract } from "#lib/api/contracts/abilities.ts";
import { type Finish, withFinish } from "./finish-operations.ts";
import { FinishStep } from "./finish-step.tsx";
import { OperationsStep } from "./operations-step.tsx";
import { placeOperations, usersOf } from "./place-operations.ts";
import { type Source, SourceStep } from "./source-step.tsx";

const steps = ["describe", "choose", "signIn"] as const;

/** From a system's own description to abilities on the canvas, in three steps and one change that can be undone. */
export function ConnectWizard() {
  const t = useTranslations("connections");
  const designer = useDesigner();
  const [step, setStep] = useState(0);
  const [source, setSource] = useState<Source | null>(null);
  const [keys, setKeys] = useState<string[]>([]);
  const agents = usersOf(designer.document.getState().document);
  const [finish, setFinish] = useState<Finish>({ server: "", secrets: {}, agentId: agents[0]?.id ?? null });
  const [failure, setFailure] = useState<unknown>(null);
  const close = () => designer.session.setState({ connectOpen: false });
  const read = useMutation({
    mutationFn: (from: Source) => callApi(readOpenApiContract, { body: { source: from } }),
    onSuccess: (_api, from) => {
      setSource(from);
      setKeys([]);
      setStep(1);
    },
  });
  const choose = useMutation({
    mutationFn: () =>
      callApi(readOpenApiContract, { body: { source: source ?? { text: "" }, operations: keys } }),
    onSuccess: (api) => {
      setFinish((before) => ({ ...before, server: suggestedServer(api.chosen, api.servers) }));
      setStep(2);
    },
  });
  const api = read.data;
  const chosen = choose.data?.chosen ?? [];
  const suggested = suggestedServer(chosen, api?.servers ?? []);

  function add() {
    try {
      const operations = chosen.map((one) => withFinish(one, finish, suggested));
      const middle = designer.session.getState().view?.center() ?? { x: 0, y: 0 };
      const before = new Set(designer.document.getState().document.nodes.map(({ id }) => id));
      designer.document.edit((document) => placeOperations(document, operations, finish.agentId, middle));
      const added = designer.document.getState().document.nodes.filter(({ id }) => !before.has(id));
      designer.session.setState({
        selectedNodes: added.map(({ id }) => id),
        selectedWires: [],
        tab: "inspect",
      });
      const words = t("added", { count: added.length, title: api?.title ?? t("theSystem") });
      announce(designer, `${words}.`);
      showDone(words, () => designer.history.undo());
      close();
    } catch (caught) {
      setFailure(caught);
    }
  }

  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && close()}
      title={t("connectASystem")}
      description={
        <>
          {t("stepOf", { step: step + 1, count: steps.length, name: t(`steps.${steps[step] ?? "signIn"}`) })}
          {api && step > 0 && ` · ${api.title} ${api.version} · ${api.format}`}
        </>
      }
      footer={
        step === 0 ? undefined : (
          <>
            <Button onClick={() => setStep(step - 1)}>{t("back")}</Button>
            {step === 1 && (
              <Button
                look="primary"
                busy={choose.isPending}
                disabled={keys.length === 0}
                onClick={() => choose.mutate()}
              >
                {t("continue")}
              </Button>
            )}
            {step === 2 && (
              <Button look="primary" onClick={add}>
                {t("addAbilities", { count: chosen.length })}
              </Button>
            )}
          </>
        )
      }
    >
      {step === 0 && (
        <SourceStep busy={read.isPending} error={read.error} onRead={(from) => read.mutate(from)} />
      )}
      {step === 1 && api && (
        <div className="flex flex-col gap-3">
          {api.notes.map((note) => (
            <p key={note} className="text-sm text-waiting">
              {note}
            </p>
          ))}
          <OperationsStep operations={api.operations} chosen={keys} onChange={setKeys} />
          {choose.error && <ErrorNotice title={t("theOperationsCannotBeUsed")} error={choose.error} />}
        </div>
      )}
      {step === 2 && (
        <div className="flex flex-col gap-4">
          {failure !== null && <ErrorNotice title={t("nothingWasAdded")} error={failure} />}
          <FinishStep
            title={api?.title ?? ""}
            servers={api?.servers ?? []}
            chosen={chosen}
            agents={agents}
            suggested={suggested}
            finish={finish}
            onChange={setFinish}
          />
        </div>
      )}
    </Dialog>
  );
}

function suggestedServer(
  chosen: readonly { settings: Record<string, unknown> }[],
  servers: readonly string[],
): string {
  return servers[0] ?? String(chosen[0]?.settings.server ?? "");
}
