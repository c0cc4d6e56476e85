"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, type ReactNode, useId, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ErrorNotice } from "./error-notice.tsx";

/** A form in a dialog that makes or changes one thing; it closes when `save` is done and shows why when it is not. */
export function CreateDialog({
  title,
  trigger,
  submit,
  failed,
  width,
  disabled = false,
  save,
  onClose,
  children,
}: {
  title: string;
  trigger: ReactElement;
  /** What the button says. */
  submit: string;
  /** The heading of an error. */
  failed: string;
  width?: "sm" | "md" | "lg";
  disabled?: boolean;
  save: () => Promise<void>;
  onClose?: () => void;
  children: ReactNode;
}) {
  const form = useId();
  const [open, setOpen] = useState(false);
  const mutation = useMutation({ mutationFn: save, onSuccess: () => change(false) });
  function change(next: boolean): void {
    setOpen(next);
    if (next) return;
    mutation.reset();
    onClose?.();
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    mutation.mutate();
  }
  return (
    <Dialog
      title={title}
      width={width}
      trigger={trigger}
      open={open}
      onOpenChange={change}
      footer={
        <Button type="submit" form={form} look="primary" busy={mutation.isPending} disabled={disabled}>
          {submit}
        </Button>
      }
    >
      <form id={form} onSubmit={onSubmit} className="flex flex-col gap-4">
        {mutation.isError && <ErrorNotice title={failed} error={mutation.error} />}
        {children}
      </form>
    </Dialog>
  );
}
