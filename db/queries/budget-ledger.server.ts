import "server-only";
import type { Pool } from "pg";
import { newId } from "#lib/foundation/ids.ts";

/** One counter a call wants room in: what it may take, the limit, and whether a person let it go past. */
export type Wanted = { counterId: string; amount: number; cap: number; isLetPast: boolean };

/** Whose call it is, and what it calls; one entry per counter, owner and step, however often it is tried. */
export type EntryOf = {
  ownerId: string;
  step: string;
  workspaceId: string;
  runId: string | null;
  nodeId: string | null;
  kind: "model" | "action" | "embedding";
  what: string;
  expiresInMs: number;
};

/** How one counter stood when room was asked for; `cap` includes what people added. */
export type Standing = { counterId: string; spent: number; reserved: number; cap: number; fits: boolean };

/** How a counter stands after a call was settled; `hasWarned` once per period. */
export type Settled = {
  counterId: string;
  spent: number;
  reserved: number;
  raised: number;
  hasWarned: boolean;
};

type Numbers<Row, Key extends keyof Row> = Omit<Row, Key> & Record<Key, string>;

/** The counter of a budget's subject in one period, made when it is not there. */
export async function counterOf(
  pool: Pool,
  workspaceId: string,
  counter: { budgetId: string; subject: string; periodKey: string; startsAt: Date; endsAt: Date | null },
): Promise<string | null> {
  const { budgetId, subject, periodKey, startsAt, endsAt } = counter;
  // A budget deleted just now has no counters any more.
  const { rows } = await pool.query<{ id: string }>({
    name: "budget-counter",
    text: `WITH made AS (
             INSERT INTO budget_counters (id, budget_id, workspace_id, subject, period_key, starts_at, ends_at)
             SELECT $1::uuid, id, workspace_id, $4::text, $5::text, $6::timestamptz, $7::timestamptz
             FROM budgets WHERE id = $2::uuid AND workspace_id = $3::uuid
             ON CONFLICT (budget_id, subject, period_key) DO UPDATE SET period_key = excluded.period_key
             RETURNING id
           ) SELECT id FROM made`,
    values: [newId(), budgetId, workspaceId, subject, periodKey, startsAt, endsAt],
  });
  return rows[0]?.id ?? null;
}

/**
 * Reserves room in every counter or in none, in one statement: the counters are locked in the order of their ids, so
 * nobody sees a sum between two calls. A step that asks again was cut off before its result was stored: what its earlier
 * call took, or may have taken, stays spent, as a line of its own. What takes nothing always fits, but under a limit of
 * zero. A counter that is gone has no row in the answer.
 */
export async function reserve(pool: Pool, wanted: readonly Wanted[], entry: EntryOf): Promise<Standing[]> {
  const { rows } = await pool.query<Numbers<Standing, "spent" | "reserved" | "cap">>({
    name: "budget-reserve",
    text: `WITH wanted AS (
             SELECT * FROM jsonb_to_recordset($1::jsonb)
               AS w("counterId" uuid, amount bigint, cap bigint, "isLetPast" boolean)
           ), locked AS (
             SELECT id, spent, reserved, raised FROM budget_counters
             WHERE id IN (SELECT "counterId" FROM wanted) AND workspace_id = $4::uuid ORDER BY id FOR UPDATE
           ), earlier AS (
             SELECT e.* FROM locked JOIN budget_entries e ON e.counter_id = locked.id
             WHERE e.owner_id = $2::text AND e.step = $3::text FOR UPDATE OF e
           ), standing AS (
             SELECT w."counterId", w.amount, l.spent, l.reserved, w.cap + l.raised AS cap,
               w."isLetPast" OR (w.cap + l.raised > 0
                 AND (w.amount = 0 OR l.spent + l.reserved + w.amount <= w.cap + l.raised)) AS fits
             FROM wanted w JOIN locked l ON l.id = w."counterId"
           ), held AS (
             INSERT INTO budget_entries
               (counter_id, owner_id, step, workspace_id, run_id, node_id, kind, what, amount, state, expires_at)
             SELECT "counterId", $2::text, $3::text, $4::uuid, $5::uuid, $6::text, $7::text, $8::text, amount, 'held', now() + $9::float8 * interval '1 millisecond'
             FROM standing WHERE (SELECT bool_and(fits) FROM standing)
             ON CONFLICT (counter_id, owner_id, step) DO UPDATE
               SET state = 'held', what = excluded.what, amount = excluded.amount, actual = NULL, settled_at = NULL,
                 expires_at = excluded.expires_at
               WHERE EXISTS (SELECT FROM earlier WHERE earlier.counter_id = budget_entries.counter_id)
             RETURNING counter_id, amount
           ), lost AS (
             INSERT INTO budget_entries
               (counter_id, owner_id, step, workspace_id, run_id, node_id, kind, what, amount, actual, state,
                created_at, expires_at, settled_at)
             SELECT counter_id, owner_id, step || ' cut off ' || left(gen_random_uuid()::text, 8), workspace_id, run_id,
               node_id, kind, what, e.amount, coalesce(actual, e.amount),
               CASE state WHEN 'settled' THEN 'settled' ELSE 'expired' END, created_at, expires_at, coalesce(settled_at, now())
             FROM earlier e JOIN held USING (counter_id)
           ), gone AS (
             UPDATE budget_entries e SET state = 'expired', actual = e.amount, settled_at = now() FROM earlier
             WHERE NOT (SELECT bool_and(fits) FROM standing) AND earlier.state = 'held'
               AND e.counter_id = earlier.counter_id AND e.owner_id = $2::text AND e.step = $3::text
           ), changed AS (
             UPDATE budget_counters c
             SET reserved = c.reserved + coalesce(held.amount, 0)
                   - CASE WHEN earlier.state = 'held' THEN earlier.amount ELSE 0 END,
                 spent = c.spent + CASE WHEN earlier.state = 'held' THEN earlier.amount ELSE 0 END
             FROM locked LEFT JOIN held ON held.counter_id = locked.id
               LEFT JOIN earlier ON earlier.counter_id = locked.id
             WHERE c.id = locked.id AND (held.counter_id IS NOT NULL OR earlier.state = 'held')
           )
           SELECT "counterId", spent, reserved, cap, fits FROM standing`,
    values: [
      JSON.stringify(wanted),
      entry.ownerId,
      entry.step,
      entry.workspaceId,
      entry.runId,
      entry.nodeId,
      entry.kind,
      entry.what,
      entry.expiresInMs,
    ],
  });
  return rows.map((row) => ({
    ...row,
    spent: Number(row.spent),
    reserved: Number(row.reserved),
    cap: Number(row.cap),
  }));
}

/**
 * Puts what a call took in the place of what was reserved for it, in one statement. Settled again, the later figure
 * replaces the earlier; settled after its reservation expired, it takes the place of what was charged for it.
 */
export async function settle(
  pool: Pool,
  taken: readonly { counterId: string; actual: number; cap: number; warnAt: number | null }[],
  entry: Pick<EntryOf, "ownerId" | "step" | "what">,
): Promise<Settled[]> {
  const { rows } = await pool.query<Numbers<Settled, "spent" | "reserved" | "raised">>({
    name: "budget-settle",
    text: `WITH taken AS (
             SELECT * FROM jsonb_to_recordset($1::jsonb)
               AS t("counterId" uuid, actual bigint, cap bigint, "warnAt" float8)
           ), locked AS (
             SELECT id FROM budget_counters WHERE id IN (SELECT "counterId" FROM taken) ORDER BY id FOR UPDATE
           ), entry AS (
             SELECT e.counter_id, e.amount, e.actual, e.state, t.actual AS now_actual, t.cap, t."warnAt"
             FROM locked JOIN budget_entries e ON e.counter_id = locked.id JOIN taken t ON t."counterId" = locked.id
             WHERE e.owner_id = $2::text AND e.step = $3::text FOR UPDATE OF e
           ), done AS (
             UPDATE budget_entries e SET state = 'settled', actual = entry.now_actual, what = $4::text, settled_at = now()
             FROM entry WHERE e.counter_id = entry.counter_id AND e.owner_id = $2::text AND e.step = $3::text
           )
           UPDATE budget_counters c
           SET reserved = c.reserved - CASE WHEN entry.state = 'held' THEN entry.amount ELSE 0 END,
             spent = c.spent + entry.now_actual - coalesce(entry.actual, 0),
             warned_at = CASE WHEN c.warned_at IS NULL
                 AND c.spent + entry.now_actual - coalesce(entry.actual, 0) >= entry."warnAt" * (entry.cap + c.raised)
               THEN now() ELSE c.warned_at END
           FROM entry WHERE c.id = entry.counter_id
           RETURNING c.id AS "counterId", c.spent, c.reserved, c.raised,
             coalesce(c.warned_at = now(), false) AS "hasWarned"`,
    values: [JSON.stringify(taken), entry.ownerId, entry.step, entry.what],
  });
  return rows.map((row) => ({
    ...row,
    spent: Number(row.spent),
    reserved: Number(row.reserved),
    raised: Number(row.raised),
  }));
}

/**
 * Counts as spent what was reserved for calls that nobody settled in time: their worker is gone, and what they took at
 * the provider nobody can say. Says how many counters changed.
 */
export async function expireHolds(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query({
    name: "budget-expire",
    text: `WITH locked AS (
             SELECT id FROM budget_counters
             WHERE id IN (SELECT counter_id FROM budget_entries WHERE state = 'held' AND expires_at < now())
             ORDER BY id FOR UPDATE
           ), gone AS (
             UPDATE budget_entries e SET state = 'expired', actual = e.amount, settled_at = now() FROM locked
             WHERE e.counter_id = locked.id AND e.state = 'held' AND e.expires_at < now()
             RETURNING e.counter_id, e.amount
           ), sums AS (SELECT counter_id, sum(amount) AS amount FROM gone GROUP BY 1)
           UPDATE budget_counters c SET reserved = c.reserved - sums.amount, spent = c.spent + sums.amount
           FROM sums WHERE c.id = sums.counter_id`,
  });
  return rowCount ?? 0;
}

/** Raises a limit for the counter's period, once per `key`. */
export async function raiseLimit(
  pool: Pool,
  raise: { counterId: string; workspaceId: string; runId: string; key: string; amount: number; by: string },
): Promise<void> {
  await pool.query(
    `WITH kept AS (
       INSERT INTO budget_entries
         (counter_id, owner_id, step, workspace_id, run_id, kind, what, amount, actual, state, expires_at, settled_at)
       SELECT id, $2::text, $3::text, workspace_id, $2::text::uuid, 'raise', $6::text, $5::bigint, 0, 'raised', now(), now()
       FROM budget_counters WHERE id = $1::uuid AND workspace_id = $4::uuid
       ON CONFLICT DO NOTHING RETURNING counter_id, amount
     )
     UPDATE budget_counters c SET raised = c.raised + kept.amount, reached_at = NULL, warned_at = NULL
     FROM kept WHERE c.id = kept.counter_id`,
    [raise.counterId, raise.runId, raise.key, raise.workspaceId, raise.amount, raise.by],
  );
}

/** Notes that a limit was reached; true for the first in the period. */
export async function markReached(pool: Pool, counterId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "UPDATE budget_counters SET reached_at = now() WHERE id = $1 AND reached_at IS NULL",
    [counterId],
  );
  return (rowCount ?? 0) > 0;
}
