import "server-only";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { notifyDefinition } from "./definition.ts";

/** Leaves the notice and keeps its id for the withdrawal. */
export const notifyExecutor: AbilityExecutor<typeof notifyDefinition> = {
  dryRun: true,
  act: async (context, settings, args) => {
    const role = settings.audience === "all" ? null : settings.audience;
    const notice = { role, title: String(args.subject ?? ""), text: String(args.text ?? "") };
    const { id } = await context.notices.send(notice);
    return { result: { notified: settings.audience, noticeId: id }, undo: { noticeId: id } };
  },
  undo: async (context, _settings, undo) => {
    await context.notices.withdraw((undo as { noticeId: string }).noticeId);
    return { withdrawn: true };
  },
};
