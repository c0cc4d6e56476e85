"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { createTableSetContract } from "#lib/api/contracts/tables.ts";

/** Makes the tables of the bundled CRM with their example rows; tables of these names are left as they are. */
export function AddCrmButton() {
  const t = useTranslations("tables");
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  async function add(): Promise<void> {
    setBusy(true);
    try {
      await callApi(createTableSetContract, { body: { set: "crm", withExamples: true } });
      await client.invalidateQueries({ queryKey: ["tables"] });
      showDone(t("crmTablesAdded"));
    } catch (caught) {
      showFailure(caught);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button icon="users" busy={busy} onClick={() => void add()}>
      {t("addCrmTables")}
    </Button>
  );
}
