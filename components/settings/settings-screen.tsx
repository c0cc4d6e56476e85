"use client";

import { useTranslations } from "use-intl";
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
  { id: "workspace", label: "workspace", content: <WorkspaceSection /> },
  { id: "members", label: "members", content: <MemberSection /> },
  { id: "models", label: "models", content: <ModelSection /> },
  { id: "secrets", label: "secrets", content: <SecretSection /> },
  { id: "tokens", label: "tokens", content: <TokenSection /> },
  { id: "audit", label: "audit", content: <AuditSection /> },
] as const;

/** What concerns the whole workspace. */
export function SettingsScreen() {
  const t = useTranslations("settings");
  return (
    <>
      <TopBar crumbs={[{ label: t("settings") }]} />
      <PageBody>
        <Card flush>
          <Tabs tabs={sections.map((section) => ({ ...section, label: t(`sections.${section.label}`) }))} />
        </Card>
      </PageBody>
    </>
  );
}
