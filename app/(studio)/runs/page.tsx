import { RunListScreen } from "#components/run-list/run-list-screen.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("runs");

/** The page at /runs. */
export default function RunsPage() {
  return <RunListScreen />;
}
