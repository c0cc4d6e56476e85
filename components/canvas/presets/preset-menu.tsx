"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { presetContracts } from "#lib/api/contracts/presets.ts";
import { type PresetItem, useRefreshPresets } from "./use-presets.ts";

/** What can be done to a preset beside placing it. */
export function PresetMenu({ preset }: { preset: PresetItem }) {
  const t = useTranslations("canvas");
  const refresh = useRefreshPresets();
  const [renaming, setRenaming] = useState(false);
  async function remove() {
    try {
      await callApi(presetContracts.remove, { params: { id: preset.presetId } });
      await refresh();
      const bringBack = async () => {
        const { kind, config = {}, title: name } = preset;
        await callApi(presetContracts.create, { body: { name, kind, config } });
        await refresh();
      };
      showDone(
        t("thePresetIsDeletedNodes", { title: preset.title }),
        // What this build cannot read it cannot send back either.
        preset.problem === null ? () => void bringBack().catch(showFailure) : undefined,
      );
    } catch (caught) {
      showFailure(caught);
    }
  }
  return (
    <>
      <Menu
        trigger={
          <IconButton icon="ellipsis" label={t("actionsForThePreset", { title: preset.title })} size={28} />
        }
        entries={[
          { label: t("renameMore"), icon: "pencil", onSelect: () => setRenaming(true) },
          {
            label: t("delete"),
            icon: "trash-2",
            onSelect: () => void remove(),
            danger: true,
            separated: true,
          },
        ]}
      />
      {renaming && <RenamePreset preset={preset} onClose={() => setRenaming(false)} />}
    </>
  );
}

function RenamePreset({ preset, onClose }: { preset: PresetItem; onClose: () => void }) {
  const t = useTranslations("canvas");
  const refresh = useRefreshPresets();
  const [name, setName] = useState(preset.title);
  const [failure, setFailure] = useState<unknown>(null);
  async function rename(event: FormEvent) {
    event.preventDefault();
    setFailure(null);
    try {
      await callApi(presetContracts.rename, { params: { id: preset.presetId }, body: { name } });
      await refresh();
      onClose();
    } catch (caught) {
      setFailure(caught);
    }
  }
  return (
    <Dialog title={t("renameThePreset")} open onOpenChange={(open) => !open && onClose()}>
      <form onSubmit={rename} className="flex flex-col gap-4">
        {failure !== null && <ErrorNotice title={t("itWasNotRenamed")} error={failure} />}
        <Field label={t("nameOfThePreset")}>
          <Input autoFocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" look="primary" disabled={name.trim() === ""} className="self-end">
          {t("rename")}
        </Button>
      </form>
    </Dialog>
  );
}
