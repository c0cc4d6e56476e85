"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { CreateDialog } from "#components/ui/create-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { createDatasetContract } from "#lib/api/contracts/datasets.ts";

/** Names a dataset and opens it. */
export function NewDatasetDialog() {
  const t = useTranslations("datasets");
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
      title={t("newDataset")}
      submit={t("createDataset")}
      failed={t("theDatasetWasNotMade")}
      save={create}
      trigger={
        <Button look="primary" icon="plus">
          {t("newDataset")}
        </Button>
      }
    >
      <Field label={t("name")}>
        <Input
          required
          maxLength={120}
          placeholder={t("returnsPolicy")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={t("description")} optional hint={t("agentsReadItToDecide")}>
        <Textarea
          maxLength={2000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
    </CreateDialog>
  );
}
