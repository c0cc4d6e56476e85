import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** Shown where an address leads nowhere. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon="compass"
        title="There is nothing at this address"
        action={
          <Link href="/blueprints" className={buttonClass("primary")}>
            Go to blueprints
          </Link>
        }
      >
        It may have been deleted, or it belongs to another workspace.
      </EmptyState>
    </main>
  );
}
