import { TemplatesScreen } from "#components/templates/templates-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("templates");

/** The page at /templates. */
export default function TemplatesPage() {
  return (
    <PageMessages namespaces={["templates"]}>
      <TemplatesScreen />
    </PageMessages>
  );
}
