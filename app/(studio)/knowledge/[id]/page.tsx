import { DatasetScreen } from "#components/datasets/dataset-screen.tsx";

export const metadata = { title: "Dataset" };

/** One dataset. */
export default async function DatasetPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <DatasetScreen id={id} />;
}
