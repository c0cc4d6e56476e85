import "server-only";
import { database } from "#db/client.server.ts";
import {
  findApproval,
  findMember,
  settleDelivery,
  type TakenDelivery,
  takeDueDeliveries,
} from "#db/queries/approval-deliveries.server.ts";
import { listMembers } from "#db/queries/workspaces.server.ts";
import { workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { mayDecide, planUntold } from "./plan-deliveries.server.ts";
import { type ApprovalMessage, mailLink, postLinks } from "./send-approval-links.server.ts";

const lookEveryMs = 1000;
const mostAttempts = 8;

/** Sends links to approvals as they fall due, beside the runs; any number of workers may. */
export function startDeliveries(): { stop: () => Promise<void> } {
  const abort = new AbortController();
  let round: Promise<void> | undefined;
  const work = async () => {
    try {
      // Any worker may: a row is taken once.
      await planUntold();
      const due = await takeDueDeliveries(database(), 10);
      await Promise.all(due.map((one) => attempt(one, abort.signal)));
    } catch (caught) {
      log().warn({ err: caught }, "links to approvals could not be sent; it is tried again");
    } finally {
      round = undefined;
    }
  };
  const timer = setInterval(() => {
    round ??= work();
  }, lookEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      abort.abort(new Error("The worker stops."));
      await round;
    },
  };
}

async function attempt(delivery: TakenDelivery, signal: AbortSignal): Promise<void> {
  const { id, workspaceId } = delivery;
  const settle = (end: { failure: string | null; retryAfterSeconds?: number }) =>
    settleDelivery(database(), workspaceId, id, end);
  try {
    await send(delivery, signal);
    await settle({ failure: null });
  } catch (caught) {
    const { code, message } = toAppError(caught);
    const givesUp = delivery.attempts >= mostAttempts;
    // The cause may quote the address with its secret part, so only our own words are kept.
    log().warn(
      { workspaceId, approvalId: delivery.approvalId, channel: delivery.channel, code, reason: message },
      givesUp
        ? "a link to an approval was not sent; it is not tried again"
        : "a link to an approval was not sent; it is tried again",
    );
    await settle({
      failure: `${code}: ${message}`.slice(0, 500),
      ...(givesUp ? {} : { retryAfterSeconds: 15 * 2 ** (delivery.attempts - 1) }),
    });
  }
}

// What has been decided, or is somebody else's by now, is not sent any more.
async function send(delivery: TakenDelivery, signal: AbortSignal): Promise<void> {
  const { workspaceId, channel, recipientId, role, what } = delivery;
  const found = await findApproval(database(), delivery.approvalId);
  const expiresAt = found?.approval.expiresAt;
  if (found?.approval.status !== "pending" || !expiresAt || expiresAt <= new Date()) return;
  const settings = workspaceSettingsSchema.parse(found.settings);
  const message: ApprovalMessage = { ...found, what, expiresAt, settings, key: delivery.id };
  if (channel === "webhook") {
    const everybody = await listMembers(database(), workspaceId);
    const readers = everybody.filter((member) => mayDecide(member.role, role));
    await postLinks(message, readers, signal);
    return;
  }
  const member = await findMember(database(), workspaceId, recipientId);
  if (member && mayDecide(member.role, role)) await mailLink(message, member, signal);
}
