import "server-only";
import type { Pool } from "pg";
import { z } from "zod";

const rowSchema = z.object({
  nodeId: z.string(),
  turns: z.coerce.number(),
  inputTokens: z.coerce.number(),
  outputTokens: z.coerce.number(),
  costUsd: z.coerce.number().nullable(),
});

/** Turns, tokens and money of one agent in a run; the money is null once the price of one turn is unknown. */
export type NodeUsage = z.infer<typeof rowSchema>;

/** What each agent of a run has used so far, by its node. */
export async function readUsageByNode(pool: Pool, workspaceId: string, runId: string): Promise<NodeUsage[]> {
  const { rows } = await pool.query({
    name: "read-usage-by-node",
    text: `SELECT event->>'nodeId' AS "nodeId", count(*) AS turns,
             sum((event->'usage'->>'inputTokens')::numeric) AS "inputTokens",
             sum((event->'usage'->>'outputTokens')::numeric) AS "outputTokens",
             CASE WHEN bool_or(event->'usage'->>'costUsd' IS NULL) THEN NULL
               ELSE sum((event->'usage'->>'costUsd')::numeric) END AS "costUsd"
           FROM run_events
           WHERE run_id = $1 AND workspace_id = $2 AND event->>'type' = 'turn.completed'
           GROUP BY 1 ORDER BY 1`,
    values: [runId, workspaceId],
  });
  return z
    .array(rowSchema.extend({ costUsd: z.coerce.number().nullable() }))
    .parse(rows.map((row) => ({ ...row, costUsd: row.costUsd === null ? null : Number(row.costUsd) })));
}
