import { TableScreen } from "#components/tables/table-screen.tsx";

export const metadata = { title: "Table" };

/** One built-in table. */
export default async function TablePage({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <TableScreen name={decodeURIComponent(name)} />;
}
