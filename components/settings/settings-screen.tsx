"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { BudgetSection } from "#components/budgets/budget-section.tsx";
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
  { id: "budgets", label: "budgets", content: <BudgetSection /> },
  { id: "secrets", label: "secrets", content: <SecretSection /> },
  { id: "tokens", label: "tokens", content: <TokenSection /> },
  { id: "audit", label: "audit", content: <AuditSection /> },
] as const;

/** What concerns the whole workspace. */
export function SettingsScreen() {
  const t = useTranslations("settings");
  const [tab, setTab] = useState<string>(sections[0].id);
  // The server does not know the fragment, so it is read once the page is there.
  useEffect(() => {
    const wanted = window.location.hash.slice(1);
    if (sections.some(({ id }) => id === wanted)) setTab(wanted);
  }, []);
  return (
    <>
      <TopBar crumbs={[{ label: t("settings") }]} />
      <PageBody>
        <Card flush>
          <Tabs
            value={tab}
            onChange={setTab}
            tabs={sections.map((section) => ({ ...section, label: t(`sections.${section.label}`) }))}
          />
        </Card>
      </PageBody>
    </>
  );
}
