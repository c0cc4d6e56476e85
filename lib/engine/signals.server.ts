import "server-only";
import { DBOSClient } from "@dbos-inc/dbos-sdk";
import { databasePool } from "#db/client.server.ts";
import { env } from "#lib/foundation/env.server.ts";

const holder = globalThis as typeof globalThis & { aimwrightSignals?: Promise<DBOSClient> };

/** The way to the durable engine from a process that runs no workflows itself. */
export function durableClient(): Promise<DBOSClient> {
  holder.aimwrightSignals ??= DBOSClient.create({
    // The pool is what is used; the address is only there because the type asks for it.
    systemDatabaseUrl: env().DATABASE_URL ?? "",
    systemDatabasePool: databasePool(),
    applicationName: "aimwright",
  });
  return holder.aimwrightSignals;
}

/**
 * Delivers a message to a run that waits (or will wait) for the topic, in the order of sending. Delivered twice under
 * the same topic and key, it arrives once; a topic that carries several messages gives each a key of its own.
 */
export async function signalRun(runId: string, topic: string, message: unknown, key = ""): Promise<void> {
  const sender = await durableClient();
  await sender.send(runId, message, topic, key === "" ? `${runId} ${topic}` : `${runId} ${topic} ${key}`);
}
