import { FitScreen } from "#components/templates/fit-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("scoreAProcess");

/** The questionnaire at /templates/fit. */
export default function FitPage() {
  return (
    <PageMessages namespaces={["templates"]}>
      <FitScreen />
    </PageMessages>
  );
}
