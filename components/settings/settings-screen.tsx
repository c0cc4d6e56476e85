"use client";

import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Card } from "#components/ui/card.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { AuditSection } from "./audit-section.tsx";
import { MemberSection } from "./member-section.tsx";
import { ModelSection } from "./model-section.tsx";
import { SecretSection } from "./secret-section.tsx";
import { TokenSection } from "./token-section.tsx";
import { WorkspaceSection } from "./workspace-section.tsx";

const sections = [
  { id: "workspace", label: "Workspace", content: <WorkspaceSection /> },
  { id: "members", label: "Members", content: <MemberSection /> },
  { id: "models", label: "Models", content: <ModelSection /> },
  { id: "secrets", label: "Secrets", content: <SecretSection /> },
  { id: "tokens", label: "API tokens", content: <TokenSection /> },
  { id: "audit", label: "Audit", content: <AuditSection /> },
];

/** What concerns the whole workspace. */
export function SettingsScreen() {
  return (
    <>
      <TopBar crumbs={[{ label: "Settings" }]} />
      <PageBody>
        <Card flush>
          <Tabs tabs={sections} />
        </Card>
      </PageBody>
    </>
  );
}
