"use client";

import { type FormEvent, useState } from "react";
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
      showDone(`“${name.trim()}” is in the palette of every blueprint.`);
    } catch (caught) {
      setFailure(caught);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      title="Save as a preset"
      description="The settings of this node, kept by name. The secrets it uses are left out: choose them where you place it."
      open
      onOpenChange={(open) => !open && close()}
    >
      <form onSubmit={save} className="flex flex-col gap-4">
        {failure !== null && <ErrorNotice title="It was not saved" error={failure} />}
        <Field label="Name of the preset">
          <Input autoFocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" look="primary" busy={busy} disabled={name.trim() === ""} className="self-end">
          Save preset
        </Button>
      </form>
    </Dialog>
  );
}
