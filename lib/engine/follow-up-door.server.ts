import "server-only";
import { cancelFollowUp, countPendingFollowUps, insertFollowUp } from "#db/queries/follow-ups.server.ts";
import type { AbilityContext } from "#lib/abilities/execute-ability.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { DoorsOf } from "./ability-doors.server.ts";

/** The door through which an ability puts a run of its conversation off until later. */
export function followUpDoor(of: DoorsOf, key: string, dry: boolean): AbilityContext["followUps"] {
  const { database, workspaceId, blueprintId, runId, conversationId, triggerNodeId, version } = of;
  return {
    schedule: async ({ text, at, mostPending }) => {
      const pending = await countPendingFollowUps(database, workspaceId, conversationId, { runId, key });
      if (pending >= mostPending)
        throw new AppError(
          "limit_reached",
          `This conversation has ${pending} follow-ups still to come, the most it may have. Nothing was scheduled.`,
        );
      if (dry) return { id: "simulated", at: at.toISOString() };
      const asked = { blueprintId, runId, conversationId, key, triggerNodeId, version, text, dueAt: at };
      const made = await insertFollowUp(database, workspaceId, asked);
      if (!made) throw new AppError("unavailable", "The follow-up could not be stored. Try again.");
      return { id: made.id, at: made.dueAt.toISOString() };
    },
    cancel: async (id) => {
      if (!dry && !(await cancelFollowUp(database, workspaceId, id)))
        throw new AppError("conflict", "This follow-up has begun already, or was taken back.");
    },
  };
}
