import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP's recommendation for argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/** The argon2id hash of a password, with its salt inside. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password, cost);
}

/** Whether a password fits; without a stored hash it works as long and answers no, so timing tells nothing. */
export async function isPasswordRight(stored: string | null | undefined, password: string): Promise<boolean> {
  if (stored) return await verify(stored, password);
  decoy ??= hashPassword("no account has this password");
  await verify(await decoy, password);
  return false;
}
