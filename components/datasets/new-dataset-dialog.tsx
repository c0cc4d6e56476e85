"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { createDatasetContract } from "#lib/api/contracts/datasets.ts";

/** Names a dataset and opens it. */
export function NewDatasetDialog() {
  const router = useRouter();
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const create = useMutation({
    mutationFn: () => callApi(createDatasetContract, { body: { name, description } }),
    onSuccess: (dataset) => {
      void client.invalidateQueries({ queryKey: ["datasets"] });
      router.push(`/knowledge/${dataset.id}`);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }
  return (
    <Dialog
      title="New dataset"
      trigger={
        <Button look="primary" icon="plus">
          New dataset
        </Button>
      }
      footer={
        <Button type="submit" form={form} look="primary" busy={create.isPending}>
          Create dataset
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {create.isError && <ErrorNotice title="The dataset was not made" error={create.error} />}
        <Field label="Name">
          <Input
            required
            maxLength={120}
            placeholder="Returns policy"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="Description" optional hint="Agents read it to decide where to look.">
          <Textarea
            maxLength={2000}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
