import { SettingsScreen } from "#components/settings/settings-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("settings");

/** The page at /settings. */
export default function SettingsPage() {
  return (
    <PageMessages namespaces={["settings", "models", "budgets"]}>
      <SettingsScreen />
    </PageMessages>
  );
}
