import { signIn } from "next-auth/react";
import { AppError } from "#lib/foundation/errors.ts";
import type { Translate } from "#lib/translations/translate.ts";

/** Signs in by e-mail and password and goes to `path`. */
export async function signInPerson(
  email: string,
  password: string,
  path: string,
  t: Translate<"signIn">,
): Promise<void> {
  const result = await signIn("credentials", { email, password, redirect: false });
  if (!result?.ok) {
    throw result?.error === "CredentialsSignin" || !result?.error
      ? new AppError("unauthenticated", t("wrongPassword"))
      : new AppError("rate_limited", result.error);
  }
  window.location.assign(path);
}
