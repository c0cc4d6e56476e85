"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { QueryView } from "#components/ui/query-view.tsx";
import { callApi } from "#lib/api/client.ts";
import { readWorkspaceContract } from "#lib/api/contracts/workspaces.ts";
import { ModelForm } from "./model-form.tsx";

/** Which models answer for the workspace. */
export function ModelSection() {
  const t = useTranslations("settings");
  const query = useQuery({ queryKey: ["workspace"], queryFn: () => callApi(readWorkspaceContract) });
  return (
    <QueryView query={query} failed={t("theSettingsCouldNotBe")}>
      {(workspace) => <ModelForm key={workspace.updatedAt} settings={workspace.settings} />}
    </QueryView>
  );
}
