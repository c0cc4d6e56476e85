import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { database } from "#db/client.server.ts";
import {
  claimIdempotencyKey,
  findIdempotencyKey,
  releaseAbandonedKey,
  releaseIdempotencyKey,
  storeIdempotentAnswer,
} from "#db/queries/idempotency.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { jsonResponse } from "./json-response.server.ts";

const waitMilliseconds = 10_000;
// Longer than any request may wait for its run.
const abandonedMilliseconds = 600_000;

/** The caller's key with what it is bound to: one workspace, one URL, one body. */
export type IdempotentRequest = { workspaceId: string; key: string; route: string; bytes: Uint8Array };

/** Answers a repeated request from the stored first answer; the first one runs and is stored. */
export async function answerOnce(
  request: IdempotentRequest,
  answer: () => Promise<Response>,
): Promise<Response> {
  const { workspaceId, key, route } = request;
  if (key.length > 200 || !/^[\x21-\x7e]+$/.test(key)) {
    throw new AppError(
      "invalid_input",
      "Idempotency-Key must be 1 to 200 printable characters without spaces.",
    );
  }
  const requestHash = createHash("sha256").update(request.bytes).digest("hex");
  const deadline = Date.now() + waitMilliseconds;
  for (;;) {
    const id = await claimIdempotencyKey(database(), workspaceId, { key, route, requestHash });
    if (id) return await answerAndStore(workspaceId, id, answer);
    const row = await findIdempotencyKey(database(), workspaceId, route, key);
    if (!row) continue;
    if (row.requestHash !== requestHash) {
      throw new AppError("conflict", "This Idempotency-Key was used with a different body. Use a new key.");
    }
    if (row.status !== null) return replay(row.status, row.response);
    if (Date.now() > deadline) {
      throw new AppError(
        "conflict",
        "The first request with this Idempotency-Key is still running. Try again later.",
      );
    }
    const abandonedBefore = new Date(Date.now() - abandonedMilliseconds);
    if (row.createdAt < abandonedBefore)
      await releaseAbandonedKey(database(), workspaceId, row.id, abandonedBefore);
    await sleep(50);
  }
}

async function answerAndStore(
  workspaceId: string,
  id: string,
  answer: () => Promise<Response>,
): Promise<Response> {
  let response: Response;
  try {
    response = await answer();
  } catch (caught) {
    await releaseIdempotencyKey(database(), workspaceId, id);
    throw caught;
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  // A stream cannot be stored; its key stays taken so that a repeat never acts twice.
  const stored = isJson ? { body: await response.clone().json() } : { streamed: true };
  await storeIdempotentAnswer(database(), workspaceId, id, { status: response.status, response: stored });
  return response;
}

function replay(status: number, stored: unknown): Response {
  if (stored !== null && typeof stored === "object" && "body" in stored) {
    return jsonResponse(stored.body, { status, headers: { "idempotency-replayed": "true" } });
  }
  throw new AppError("conflict", "This Idempotency-Key was already used, and its answer was a stream.");
}
