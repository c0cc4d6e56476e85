import { SettingsScreen } from "#components/settings/settings-screen.tsx";

export const metadata = { title: "Settings" };

/** The page at /settings. */
export default function SettingsPage() {
  return <SettingsScreen />;
}
