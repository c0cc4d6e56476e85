import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { findStartable, insertRunAlone } from "#db/queries/run-start.server.ts";
import {
  findConversation,
  insertRun,
  type NewRun,
  openConversation,
  upsertContact,
} from "#db/queries/runs.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { chooseTrigger, type TriggerChoice } from "#lib/runtime/plan.ts";
import { draftToRun } from "../blueprints/publish-pins.server.ts";
import { passToPerson } from "../handoffs/pass-to-person.server.ts";
import { requireTest, requireTestNodes } from "./require-test.server.ts";

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
  /** What the caller calls the conversation: the same name in the same channel comes back to it. */
  conversationKey?: string | undefined;
  /** The sender's id of the message: sent again, it gives the run it started the first time. */
  messageId?: string | undefined;
  /** True where a conversation takes one message after the other; a second run is refused as `conversation_busy`. */
  alone?: boolean;
  /** Earlier messages as the caller tells them; they count only in a conversation that begins with this run. */
  told?: { text: string; answer: string }[] | undefined;
  /** How many blueprints asked one another until here. */
  depth?: number;
  /** Variants to take by the experiment's node, to look at one; such a run counts in no experiment. */
  variants?: Record<string, string> | undefined;
  /** Uses nothing that was kept and keeps nothing. */
  bypassesCache?: boolean;
  /** Where a run of the draft pauses. */
  breakpoints?: { before?: "all" | string[]; after?: "all" | string[] } | undefined;
  /** Results that stand in for calls of a run of the draft, by the ability's node. */
  pinned?: Record<string, unknown> | undefined;
  /** The node a run of the draft begins at. */
  from?: string | undefined;
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
  requireTest(actor, request);
  const pool = databasePool();
  const { workspaceId } = actor;
  const found = await startable(workspaceId, request);
  const document = found.parsedDocument;
  requireTestNodes(document, request);
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
  const conversation = await conversationFor(actor, request, found.blueprintId, contact?.id ?? null, text);
  const conversationId = conversation.id;
  const handedOver =
    !conversation.isNew && text.trim() !== ""
      ? await passToPerson(workspaceId, conversationId, contact?.name ?? "", text, request.messageId)
      : null;
  if (handedOver) return { ...handedOver, conversationId };
  const id = request.ids?.runId ?? newId();
  const run: NewRun = {
    id,
    workspaceId,
    blueprintId: found.blueprintId,
    conversationId,
    contactId: contact?.id ?? conversation.contactId,
    version: found.version,
    document: found.version === null ? document : null,
    trigger: {
      nodeId: trigger.id,
      text,
      event: request.input.event ?? null,
      ...(request.messageId === undefined ? {} : { messageId: request.messageId }),
      ...(request.told && request.told.length > 0 && conversation.isNew ? { told: request.told } : {}),
      ...(request.depth ? { depth: request.depth } : {}),
      ...(request.variants ? { variants: request.variants } : {}),
      ...(request.bypassesCache ? { bypassesCache: true } : {}),
      ...(request.breakpoints ? { breakpoints: request.breakpoints } : {}),
      ...(request.pinned ? { pinned: request.pinned } : {}),
      ...(request.from === undefined ? {} : { from: request.from }),
    },
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
    opens: conversation.opens,
  };
  // Nobody else can know a conversation that this very statement opens.
  if (!request.alone || conversation.opens) {
    await insertRun(pool, run);
    return { runId: id, conversationId, isWithPerson: false };
  }
  const start = await insertRunAlone(pool, run);
  if (start.state === "busy")
    throw new AppError(
      "conversation_busy",
      "The last message of this conversation is still being answered. Send the next one when its answer is there.",
    );
  const runId = start.state === "repeated" ? start.runId : id;
  return { runId, conversationId, isWithPerson: false };
}

type ForConversation = Pick<NewRun, "opens"> & { id: string; contactId: string | null; isNew: boolean };

async function conversationFor(
  { workspaceId }: Actor,
  request: StartRequest,
  blueprintId: string,
  contactId: string | null,
  text: string,
): Promise<ForConversation> {
  if (request.conversationId) {
    const found = await findConversation(database(), workspaceId, request.conversationId);
    if (found?.blueprintId === blueprintId)
      return { id: found.id, contactId: found.contactId, isNew: false, opens: null };
    throw new AppError("not_found", "There is no such conversation with this blueprint.");
  }
  const title = text.slice(0, 120).replaceAll("\0", "");
  const opens = { channel: request.channel, title, accessHash: request.accessHash ?? null };
  if (request.conversationKey === undefined)
    return { id: request.ids?.conversationId ?? newId(), contactId, isNew: true, opens };
  const externalKey = request.conversationKey;
  const found = await openConversation(database(), workspaceId, {
    ...opens,
    blueprintId,
    contactId,
    externalKey,
  });
  return { ...found, opens: null };
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
  const document =
    whole.version === null
      ? await draftToRun(database(), whole.workspaceId, whole.blueprintId, result.data)
      : result.data;
  if (parsed.size > 200) parsed.clear();
  // The draft may have moved between the two reads; only what was read is kept under its own revision.
  parsed.set(`${whole.blueprintId} ${whole.version ?? `draft ${whole.revision}`}`, document);
  return { ...whole, parsedDocument: document };
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
