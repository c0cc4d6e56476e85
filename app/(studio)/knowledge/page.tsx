import { DatasetListScreen } from "#components/datasets/dataset-list-screen.tsx";

export const metadata = { title: "Knowledge" };

/** The page at /knowledge. */
export default function KnowledgePage() {
  return <DatasetListScreen />;
}
