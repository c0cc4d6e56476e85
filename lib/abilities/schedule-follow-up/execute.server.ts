import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { scheduleFollowUpDefinition } from "./definition.ts";

/** Stores the follow-up once per idempotency key. */
export const scheduleFollowUpExecutor: AbilityExecutor<typeof scheduleFollowUpDefinition> = {
  act: async (context, settings, args) => {
    const at =
      args.at === undefined
        ? new Date(Date.now() + Number(args.in_minutes) * 60_000)
        : new Date(String(args.at));
    const ahead = at.getTime() - Date.now();
    if (ahead < -60_000 || ahead > settings.mostDays * 86_400_000 + 60_000) {
      const error = `The time must lie between now and ${settings.mostDays} days ahead. It is now ${new Date().toISOString()}.`;
      return { result: { error }, isError: true };
    }
    const made = await context.followUps.schedule({
      text: String(args.text),
      at,
      mostPending: settings.mostPending,
    });
    return { result: { scheduled: true, at: made.at }, undo: { id: made.id } };
  },
  dryRun: true,
  undo: async (context, _settings, undo) => {
    const id = typeof undo === "object" && undo !== null && "id" in undo ? String(undo.id) : "";
    if (id === "") throw new AppError("conflict", "It is not known which follow-up this was.");
    await context.followUps.cancel(id);
    return { cancelled: true };
  },
};
