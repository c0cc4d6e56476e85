"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CreateDialog } from "#components/ui/create-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { createDatasetContract } from "#lib/api/contracts/datasets.ts";

/** Names a dataset and opens it. */
export function NewDatasetDialog() {
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  async function create(): Promise<void> {
    const dataset = await callApi(createDatasetContract, { body: { name, description } });
    void client.invalidateQueries({ queryKey: ["datasets"] });
    router.push(`/knowledge/${dataset.id}`);
  }
  return (
    <CreateDialog
      title="New dataset"
      submit="Create dataset"
      failed="The dataset was not made"
      save={create}
      trigger={
        <Button look="primary" icon="plus">
          New dataset
        </Button>
      }
    >
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
    </CreateDialog>
  );
}
