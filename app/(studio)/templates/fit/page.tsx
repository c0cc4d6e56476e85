import { FitScreen } from "#components/templates/fit-screen.tsx";

export const metadata = { title: "Score a process" };

/** The questionnaire at /templates/fit. */
export default function FitPage() {
  return <FitScreen />;
}
