import { signIn } from "next-auth/react";
import { AppError } from "#lib/foundation/errors.ts";

/** Signs in by e-mail and password and goes to `path`. */
export async function signInPerson(email: string, password: string, path: string): Promise<void> {
  const result = await signIn("credentials", { email, password, redirect: false });
  if (!result?.ok) {
    throw result?.error === "CredentialsSignin" || !result?.error
      ? new AppError("unauthenticated", "E-mail or password is wrong. Check both and try again.")
      : new AppError("rate_limited", result.error);
  }
  window.location.assign(path);
}
