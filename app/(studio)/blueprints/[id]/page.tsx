import type { Metadata } from "next";
import { DesignerScreen } from "#components/canvas/designer-screen.tsx";

export const metadata: Metadata = { title: "Designer" };

/** The designer of one blueprint. */
export default async function DesignerPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <DesignerScreen id={id} />;
}
