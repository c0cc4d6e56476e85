"use client";

import { useState } from "react";
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
      title={`Restore version ${number}?`}
      description="It becomes the draft and goes live as the next version. Undo brings the present draft back; versions are never rewritten."
      trigger={<Button size="sm">Restore…</Button>}
      open={open}
      onOpenChange={setOpen}
      width="lg"
      footer={
        <>
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <Button look="primary" busy={busy} onClick={restore}>
            Restore
          </Button>
        </>
      }
    >
      <h3 className="mb-1 font-semibold">What this changes in the draft</h3>
      {open && <InlineComparison id={id} from="draft" to={String(number)} stamp={stamp} inPlace />}
    </Dialog>
  );
}
