"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { InlineComparison } from "#components/compare/inline-comparison.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** Shows what restoring a version would change before it is done by one press. */
export function RestoreDialog({
  id,
  number,
  stamp,
  onRestore,
}: {
  id: string;
  number: number;
  stamp: string;
  onRestore: () => Promise<void>;
}) {
  const t = useTranslations("inspector");
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  async function restore() {
    setBusy(true);
    await onRestore();
    setBusy(false);
    setOpen(false);
  }
  return (
    <Dialog
      title={t("restoreVersion", { number })}
      description={t("restoreText")}
      trigger={<Button size="sm">{t("restoreDots")}</Button>}
      open={open}
      onOpenChange={setOpen}
      width="lg"
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
          <Button look="primary" busy={busy} onClick={restore}>
            {t("restore")}
          </Button>
        </>
      }
    >
      <h3 className="mb-1 font-semibold">{t("whatThisChanges")}</h3>
      {open && <InlineComparison id={id} from="draft" to={String(number)} stamp={stamp} inPlace />}
    </Dialog>
  );
}
