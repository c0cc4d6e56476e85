import { EntryFrame } from "#components/sign-in/entry-frame.tsx";
import { SignInForm } from "#components/sign-in/sign-in-form.tsx";

export const metadata = { title: "Sign in" };

/** The way in. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next } = await searchParams;
  return (
    <EntryFrame title="Sign in" lead="Use the account you set up, or the one you were invited with.">
      <SignInForm next={typeof next === "string" ? next : undefined} />
    </EntryFrame>
  );
}
