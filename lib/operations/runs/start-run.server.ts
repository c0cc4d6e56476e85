import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { findStartable } from "#db/queries/run-start.server.ts";
import { findConversation, insertRun, upsertContact } from "#db/queries/runs.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { chooseTrigger, type TriggerChoice } from "#lib/runtime/plan.ts";
import { passToPerson } from "../handoffs/pass-to-person.server.ts";

/** What a caller gives to start a run: ids and inputs, never a graph. */
export type StartRequest = {
  blueprint: string;
  input: { text?: string | undefined; event?: unknown };
  conversationId?: string | undefined;
  contact?: { key: string; name?: string | undefined; email?: string | undefined } | undefined;
  version: "live" | "draft" | number;
  channel: string;
  /** The trigger node; unless said, the only one there is for this kind of input. */
  triggerNodeId?: string | undefined;
  /** SHA-256 of the key a contact proves its conversation with. */
  accessHash?: string | undefined;
  /** Ids made from what caused the run, so that starting it again changes nothing. Never taken from a caller. */
  ids?: Pick<StartedRun, "runId" | "conversationId"> | undefined;
};

/** The ids of a run just queued. */
export type StartedRun = {
  runId: string;
  conversationId: string;
  /** The message went to the person who has the conversation, in the run that waits for them. */
  isWithPerson: boolean;
};

const parsed = new Map<string, Blueprint>();

/** Starts a run: it is stored with its first event and a worker told, in one statement. */
export async function startRun(actor: Actor, request: StartRequest): Promise<StartedRun> {
  if (actor.kind !== "contact" && actor.kind !== "system") authorize(actor, "run.start");
  const pool = databasePool();
  const { workspaceId } = actor;
  const found = await startable(workspaceId, request);
  const document = found.parsedDocument;
  const trigger = triggerOf(
    chooseTrigger(document, nodeExecutor, {
      nodeId: request.triggerNodeId ?? null,
      takes: request.input.text === undefined ? "event" : "text",
    }),
  );
  const executor = nodeExecutor(trigger.kind);
  const text =
    request.input.text ??
    (executor.does === "start" ? executor.text(trigger.config as never, request.input.event) : "");
  const contact = request.contact
    ? await upsertContact(database(), workspaceId, definedOnly(request.contact))
    : undefined;
  const conversation = request.conversationId
    ? await findConversation(database(), workspaceId, request.conversationId)
    : undefined;
  if (request.conversationId && conversation?.blueprintId !== found.blueprintId)
    throw new AppError("not_found", "There is no such conversation with this blueprint.");
  const handedOver =
    conversation && text.trim() !== ""
      ? await passToPerson(workspaceId, conversation.id, contact?.name ?? "", text)
      : null;
  if (conversation && handedOver)
    return { runId: handedOver, conversationId: conversation.id, isWithPerson: true };
  const contactId = contact?.id ?? conversation?.contactId ?? null;
  const conversationId = conversation?.id ?? request.ids?.conversationId ?? newId();
  const id = request.ids?.runId ?? newId();
  await insertRun(pool, {
    id,
    workspaceId,
    blueprintId: found.blueprintId,
    conversationId,
    contactId,
    version: found.version,
    document: found.version === null ? document : null,
    trigger: { nodeId: trigger.id, text, event: request.input.event ?? null },
    first: {
      seq: 1,
      at: new Date().toISOString(),
      event: {
        type: "run.started",
        blueprintId: found.blueprintId,
        version: found.version,
        triggerNodeId: trigger.id,
        input: { text, event: request.input.event },
      },
    },
    opens: conversation
      ? null
      : { channel: request.channel, title: text.slice(0, 120), accessHash: request.accessHash ?? null },
  });
  return { runId: id, conversationId, isWithPerson: false };
}

function triggerOf(choice: TriggerChoice) {
  if ("node" in choice) return choice.node;
  if (choice.problem === "missing")
    throw new AppError(
      "blueprint_invalid",
      "This blueprint has nothing that starts a run. Add a chat, a webhook or a schedule.",
    );
  const starts = choice.starts.join(", ");
  throw new AppError(
    "invalid_input",
    choice.problem === "unknown"
      ? `No start of this blueprint has that id. Set \`trigger\` to one of: ${starts}.`
      : `This blueprint has several starts. Say which one with \`trigger\`: ${starts}.`,
    { details: [{ path: "trigger", message: `One of ${starts}` }] },
  );
}

async function startable(workspaceId: string, request: StartRequest) {
  const pool = databasePool();
  const { blueprint, version } = request;
  const head = await findStartable(pool, workspaceId, blueprint, version, false);
  if (!head) throw new AppError("not_found", "There is no such blueprint in this workspace.");
  if (version === "live" && head.liveVersion === null)
    throw new AppError(
      "conflict",
      "This blueprint has not been published yet. Publish it, or run its draft.",
    );
  const key = `${head.blueprintId} ${head.version ?? `draft ${head.revision}`}`;
  const known = parsed.get(key);
  if (known) return { ...head, parsedDocument: known };
  const whole = await findStartable(pool, workspaceId, blueprint, version, true);
  if (!whole?.document)
    throw new AppError("not_found", `There is no version ${String(version)} of this blueprint.`);
  const result = blueprintSchema.safeParse(whole.document);
  if (!result.success)
    throw new AppError(
      "blueprint_invalid",
      "This blueprint can no longer be read. Open it in the designer to mend it.",
    );
  if (parsed.size > 200) parsed.clear();
  // The draft may have moved between the two reads; only what was read is kept under its own revision.
  parsed.set(`${whole.blueprintId} ${whole.version ?? `draft ${whole.revision}`}`, result.data);
  return { ...whole, parsedDocument: result.data };
}

function definedOnly(contact: NonNullable<StartRequest["contact"]>): {
  key: string;
  name?: string;
  email?: string;
} {
  return {
    key: contact.key,
    ...(contact.name === undefined ? {} : { name: contact.name }),
    ...(contact.email === undefined ? {} : { email: contact.email }),
  };
}
