"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { presetContracts } from "#lib/api/contracts/presets.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { faceOf } from "../node-face.ts";
import { useDesigner, useNode } from "../store/use-designer.ts";
import { useRefreshPresets } from "./use-presets.ts";

/** Asks for a name and keeps a configured node under it, for every blueprint of the workspace. */
export function SavePreset({ nodeId }: { nodeId: string }) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const refresh = useRefreshPresets();
  const node = useNode(nodeId);
  const [name, setName] = useState(node ? faceOf(node).title.slice(0, 80) : "");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const close = () => designer.session.setState({ presetFrom: null });
  if (!node) return null;
  async function save(event: FormEvent) {
    event.preventDefault();
    const kept = nodeOf(designer.document.getState().document, nodeId);
    if (!kept || name.trim() === "") return;
    setBusy(true);
    setFailure(null);
    try {
      await callApi(presetContracts.create, {
        body: { name: name.trim(), kind: kept.kind, config: kept.config },
        headers: { "idempotency-key": crypto.randomUUID() },
      });
      await refresh();
      close();
      showDone(t("isInThePaletteOf", { name: name.trim() }));
    } catch (caught) {
      setFailure(caught);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={t("saveAsAPreset")}
      description={t("theSettingsOfThisNode")}
      open
      onOpenChange={(open) => !open && close()}
    >
      <form onSubmit={save} className="flex flex-col gap-4">
        {failure !== null && <ErrorNotice title={t("itWasNotSaved")} error={failure} />}
        <Field label={t("nameOfThePreset")}>
          <Input autoFocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" look="primary" busy={busy} disabled={name.trim() === ""} className="self-end">
          {t("savePreset")}
        </Button>
      </form>
    </Dialog>
  );
}
