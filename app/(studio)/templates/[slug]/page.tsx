import { TemplateScreen } from "#components/templates/template-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("template");

/** One template. */
export default async function TemplatePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return (
    <PageMessages namespaces={["templates"]}>
      <TemplateScreen slug={slug} />
    </PageMessages>
  );
}
