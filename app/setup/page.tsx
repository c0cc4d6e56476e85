import type { ReactNode } from "react";
import { AccountForm } from "#components/sign-in/account-form.tsx";
import { EntryFrame } from "#components/sign-in/entry-frame.tsx";
import { isSetupOpen } from "#lib/operations/setup/complete-setup.server.ts";

export const metadata = { title: "Set up" };

/** Where the one-time link of the first start leads. */
export default async function SetupPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  if (typeof token !== "string" || token === "")
    return (
      <Closed title="The link is incomplete">
        Open the whole set-up link which the server printed at its first start; it ends in a token.
      </Closed>
    );
  if (!(await isSetupOpen(token)))
    return (
      <Closed title="This link does not work any more">
        A set-up link works once and for 24 hours. If nobody has set up this installation yet, restart the
        server: it prints a new one.
      </Closed>
    );
  return (
    <EntryFrame
      title="Set up Aimwright"
      lead="You become the owner of the first workspace. A sample waits in it, and a short tour."
    >
      <AccountForm purpose="setup" token={token} />
    </EntryFrame>
  );
}

function Closed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <EntryFrame title={title}>
      <p className="text-muted">
        {children} If this installation is already set up,{" "}
        <a href="/sign-in" className="text-accent underline">
          sign in
        </a>
        .
      </p>
    </EntryFrame>
  );
}
