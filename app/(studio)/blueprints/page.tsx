import { BlueprintListScreen } from "#components/blueprints/blueprint-list-screen.tsx";

export const metadata = { title: "Blueprints" };

/** The page at /blueprints. */
export default function BlueprintsPage() {
  return <BlueprintListScreen />;
}
