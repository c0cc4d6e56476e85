import { TableListScreen } from "#components/tables/table-list-screen.tsx";

export const metadata = { title: "Tables" };

/** The page at /tables. */
export default function TablesPage() {
  return <TableListScreen />;
}
