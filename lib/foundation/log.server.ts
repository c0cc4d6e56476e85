import "server-only";
import { type DestinationStream, type Logger, pino } from "pino";
import { env } from "./env.server.ts";

const secretKeys = [
  "authorization",
  "cookie",
  "password",
  "passwordHash",
  "token",
  "secret",
  "apiKey",
  "api_key",
  "accessToken",
  "refreshToken",
  "setupUrl",
];
const prefixes = ["", "*.", "*.*.", "*.*.*."];

let logger: Logger | undefined;

/** The process's logger: one JSON object a line, with values under secret-sounding keys blanked. */
export function log(): Logger {
  logger ??= loggerTo(pino.destination({ fd: 1, sync: true }));
  return logger;
}

/** A logger of the same habits that writes elsewhere. */
export function loggerTo(destination: DestinationStream): Logger {
  const options = {
    level: env().AIMWRIGHT_LOG_LEVEL,
    base: { pid: process.pid, worker: env().AIMWRIGHT_WORKER_ID },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: prefixes.flatMap((prefix) => secretKeys.map((key) => prefix + key)),
      censor: "[redacted]",
    },
  };
  return pino(options, destination);
}
