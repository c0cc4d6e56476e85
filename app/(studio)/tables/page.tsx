import { TableListScreen } from "#components/tables/table-list-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("tables");

/** The page at /tables. */
export default function TablesPage() {
  return (
    <PageMessages namespaces={["tables"]}>
      <TableListScreen />
    </PageMessages>
  );
}
