import { TemplateScreen } from "#components/templates/template-screen.tsx";

export const metadata = { title: "Template" };

/** One template. */
export default async function TemplatePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return <TemplateScreen slug={slug} />;
}
