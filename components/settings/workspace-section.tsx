"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { QueryView } from "#components/ui/query-view.tsx";
import { callApi } from "#lib/api/client.ts";
import { readWorkspaceContract } from "#lib/api/contracts/workspaces.ts";
import { AllowedHostsForm } from "./allowed-hosts-form.tsx";
import { ApprovalNoticesForm } from "./approval-notices-form.tsx";
import { LocalOnlyForm } from "./local-only-form.tsx";
import { WorkspaceNameForm } from "./workspace-name-form.tsx";

/** What the workspace is called, and where its blueprints may call. */
export function WorkspaceSection() {
  const t = useTranslations("settings");
  const query = useQuery({ queryKey: ["workspace"], queryFn: () => callApi(readWorkspaceContract) });
  return (
    <QueryView query={query} failed={t("theSettingsCouldNotBe")}>
      {(workspace) => (
        <div className="flex max-w-2xl flex-col gap-8 p-4">
          <WorkspaceNameForm name={workspace.name} mayChange={workspace.role === "owner"} />
          <AllowedHostsForm
            hosts={workspace.settings.egressAllowHosts}
            mayChange={workspace.role === "owner"}
          />
          <ApprovalNoticesForm
            notices={workspace.settings.approvalNotices}
            mayChange={workspace.role === "owner"}
          />
          <LocalOnlyForm isOn={workspace.settings.localOnly} mayChange={workspace.role === "owner"} />
        </div>
      )}
    </QueryView>
  );
}
