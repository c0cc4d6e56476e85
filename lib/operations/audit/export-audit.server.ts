import "server-only";
import { database } from "#db/client.server.ts";
import { readAuditEntries } from "#db/queries/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";

const pageSize = 500;

/** The whole log as JSON lines, oldest first, read page by page so that a long log does not fill the memory. */
export async function exportAudit(actor: Actor): Promise<Response> {
  authorize(actor, "audit.read");
  const encoder = new TextEncoder();
  let seq = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const rows = await readAuditEntries(database(), actor.workspaceId, seq, pageSize);
      const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
      if (lines !== "") controller.enqueue(encoder.encode(lines));
      seq = rows.at(-1)?.seq ?? seq;
      if (rows.length < pageSize) controller.close();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "application/jsonl; charset=utf-8",
      "content-disposition": 'attachment; filename="audit-log.jsonl"',
      "cache-control": "no-store",
    },
  });
}
