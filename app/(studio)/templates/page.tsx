import { TemplatesScreen } from "#components/templates/templates-screen.tsx";

export const metadata = { title: "Templates" };

/** The page at /templates. */
export default function TemplatesPage() {
  return <TemplatesScreen />;
}
