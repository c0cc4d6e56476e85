import { AccountForm } from "#components/sign-in/account-form.tsx";
import { EntryFrame } from "#components/sign-in/entry-frame.tsx";

export const metadata = { title: "Set up" };

/** Where the one-time link of the first start leads. */
export default async function SetupPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  if (typeof token !== "string" || token === "") {
    return (
      <EntryFrame title="The link is incomplete">
        <p className="text-muted">
          Open the whole set-up link which the server printed at its first start; it ends in a token. If this
          installation is already set up,{" "}
          <a href="/sign-in" className="text-accent underline">
            sign in
          </a>
          .
        </p>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title="Set up Aimwright" lead="You become the owner of the first workspace.">
      <AccountForm purpose="setup" token={token} />
    </EntryFrame>
  );
}
