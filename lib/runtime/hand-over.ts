import type { HandoffSignal, RunHost } from "./host.ts";
import type { Tally } from "./tally.ts";

/** What an ability asks for when it hands a conversation over; times in minutes. */
export type HandoffWish = { reason: string; summary: string; waitMinutes: number; dueMinutes: number | null };

/** How a handoff ended: what goes back to the model, and the last word where nothing is left to be said. */
export type HandoffEnd = { result: Record<string, unknown>; lastWord: string | null };

type Said = { from: "person" | "contact"; by: string; text: string };

/**
 * Hands the conversation to a person and waits durably: for somebody to claim it, for what is said meanwhile by both
 * sides, until it is given back, closed, or the time is over. Each signal is one step, so a recovered run hears all of
 * them again in the same order.
 */
export async function handOver(
  host: RunHost,
  place: { nodeId: string; actionId: string },
  wish: HandoffWish,
  tally: Tally,
): Promise<HandoffEnd> {
  const { nodeId, actionId } = place;
  const { reason, summary, dueMinutes } = wish;
  const { handoffId, openedAt } = await host.step(`hand over ${actionId}`, () =>
    host.handoff.request({ actionId, reason, summary, dueMinutes }),
  );
  let endsAt = openedAt + wish.waitMinutes * 60_000;
  let dueAt = dueMinutes === null ? null : openedAt + dueMinutes * 60_000;
  host.emit({
    type: "handoff.requested",
    nodeId,
    handoffId,
    actionId,
    reason,
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
  });
  host.emit({ type: "run.waiting", for: "handoff", nodeId });
  await host.step(`wait ${actionId}`, () => host.status("waiting"));

  const said: Said[] = [];
  const heardIds = new Set<string>();
  let end: HandoffEnd | null = null;
  let by = "";
  for (let heard = 1, now = openedAt; end === null; heard++) {
    const until = dueAt === null ? endsAt : Math.min(dueAt, endsAt);
    const signal = (await host.waitFor(
      `handoff:${handoffId}`,
      Math.max(0, until - now),
    )) as HandoffSignal | null;
    now = await host.step(`heard ${actionId} ${heard}`, async () => host.now());
    // Only silence ends a handoff: whatever is heard begins the time anew.
    if (signal === null) {
      if (now >= endsAt) end = { result: { answered: false, conversation: said }, lastWord: null };
      else if (dueAt !== null && now >= dueAt) {
        dueAt = null;
        host.emit({ type: "handoff.overdue", nodeId, handoffId });
      }
      continue;
    }
    const messageId = signal.kind === "said" ? signal.messageId : undefined;
    if (messageId !== undefined) {
      if (heardIds.has(messageId)) continue;
      heardIds.add(messageId);
    }
    by = signal.by;
    endsAt = now + wish.waitMinutes * 60_000;
    if (signal.kind === "claimed") {
      dueAt = null;
      host.emit({ type: "handoff.claimed", nodeId, handoffId, by });
    } else if (signal.kind === "released") host.emit({ type: "handoff.released", nodeId, handoffId, by });
    else if (signal.kind === "said") {
      const { from, text } = signal;
      said.push({ from, by, text });
      host.emit({
        type: "handoff.message",
        nodeId,
        handoffId,
        from,
        by,
        text,
        ...(messageId === undefined ? {} : { messageId }),
      });
    } else if (signal.kind === "returned")
      end = { result: { answered: true, by, reply: signal.reply, conversation: said }, lastWord: null };
    else
      end = {
        result: { answered: true, by, closed: true, conversation: said },
        lastWord: said.findLast((one) => one.from === "person")?.text ?? "",
      };
  }

  const waitedFrom = tally.at;
  tally.at = await host.step(`resume ${actionId}`, async () => {
    if (end.result.answered === false) await host.handoff.expire(handoffId);
    await host.status("running");
    return host.now();
  });
  tally.waitedMs += tally.at - waitedFrom;
  const reply = end.lastWord ?? (typeof end.result.reply === "string" ? end.result.reply : null);
  const closed = end.lastWord === null ? {} : { closed: true };
  host.emit({ type: "handoff.resolved", nodeId, handoffId, actionId, reply, by, ...closed });
  host.emit({ type: "run.resumed", nodeId });
  return end;
}
