"use client";

import { type ReactElement, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks once more before what cannot be undone; stays open while `onConfirm` runs and when it fails. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  trigger,
  onConfirm,
}: {
  title: string;
  children: ReactNode;
  /** The verb on the button. */
  confirm: string;
  trigger: ReactElement;
  onConfirm: () => Promise<unknown>;
}) {
  const t = useTranslations("ui");
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  async function run() {
    setBusy(true);
    try {
      await onConfirm();
      setOpen(false);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={title}
      trigger={trigger}
      open={open}
      onOpenChange={setOpen}
      width="sm"
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
          <Button look="danger" busy={busy} onClick={run}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
