import "server-only";
import { z } from "zod";
import { AppError } from "./errors.ts";

const optionalText = z.string().trim().optional();
const flag = z
  .enum(["0", "1", "true", "false"])
  .default("0")
  .transform((value) => value === "1" || value === "true");
const wholeNumber = (fallback: number, least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

const environmentSchema = z.object({
  NODE_ENV: z.string().default("development"),
  DATABASE_URL: optionalText,
  HOST: z.string().default("127.0.0.1"),
  PORT: wholeNumber(3000, 1, 65_535),
  AIMWRIGHT_PUBLIC_URL: optionalText,
  AIMWRIGHT_DATABASE_POOL: wholeNumber(10, 1, 200),
  AIMWRIGHT_SECRET_KEY: optionalText,
  AIMWRIGHT_BOOTSTRAP_TOKEN: optionalText,
  AIMWRIGHT_BOOTSTRAP_EMAIL: optionalText,
  AIMWRIGHT_ALLOW_LOOPBACK_EGRESS: flag,
  AIMWRIGHT_WORKERS: wholeNumber(1, 0, 64),
  AIMWRIGHT_WORKER_ID: optionalText,
  AIMWRIGHT_WORKER_CAPACITY: wholeNumber(32, 1, 1000),
  AIMWRIGHT_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  NEXTAUTH_SECRET: optionalText,
  NEXTAUTH_URL: optionalText,
  GITHUB_CLIENT_ID: optionalText,
  GITHUB_CLIENT_SECRET: optionalText,
  GOOGLE_CLIENT_ID: optionalText,
  GOOGLE_CLIENT_SECRET: optionalText,
  OIDC_ISSUER: optionalText,
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_NAME: optionalText,
});

/** The settings this process was started with, parsed; every other variable is none of our business. */
export type Environment = z.output<typeof environmentSchema>;

let parsed: Environment | undefined;

/** The environment, read and checked at first use, so that a build needs none of it. */
export function env(): Environment {
  if (parsed !== undefined) return parsed;
  // A variable set to nothing, as compose files and shells leave them, counts as not set.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value?.trim() !== ""));
  const result = environmentSchema.safeParse(given);
  if (!result.success) {
    const details = result.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    const list = details.map(({ path, message }) => `${path}: ${message}`).join("; ");
    throw new AppError("invalid_input", `The environment has settings that cannot be used: ${list}`, {
      details,
    });
  }
  parsed = result.data;
  return parsed;
}

/** Forgets what was read, for tests that change `process.env`. */
export function rereadEnvironment(): void {
  parsed = undefined;
}
