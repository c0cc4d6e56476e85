import "server-only";
import { type Database, database } from "#db/client.server.ts";
import {
  type CommentRow,
  hasEvent,
  insertComment,
  listComments,
  lockComment,
  readAssignees,
  rewriteComment,
  rewriteNoticesOf,
} from "#db/queries/collaboration.server.ts";
import { insertNotice } from "#db/queries/notices.server.ts";
import { listMembers } from "#db/queries/workspaces.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize, permissions, type Role } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { commentContracts } from "#lib/api/contracts/comments.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { requireRun } from "#lib/operations/runs/read-runs.server.ts";
import { findMentions, type Nameable } from "./find-mentions.ts";

type Contracts = typeof commentContracts;
type Comment = ContractOutput<Contracts["write"]>;

const longestQuote = 500;

/** What was said about a run, and who looks after it. */
export async function readComments(
  actor: Actor,
  { params }: ContractInput<Contracts["list"]>,
): Promise<ContractOutput<Contracts["list"]>> {
  await requireRun(actor, params.id);
  const [rows, members, assignees] = await Promise.all([
    listComments(database(), actor.workspaceId, params.id),
    listMembers(database(), actor.workspaceId),
    readAssignees(database(), actor.workspaceId, [params.id]),
  ]);
  const writers: readonly Role[] = permissions["run.comment"];
  return {
    items: rows.map((row) => present(actor, row, members)),
    assignee: assignees.get(params.id) ?? null,
    mayWrite: writers.includes(actor.role),
  };
}

/** Comments on a run or a step of it, and leaves a notice for each member it names. */
export async function writeComment(
  actor: Actor,
  { params, body }: ContractInput<Contracts["write"]>,
): Promise<Comment> {
  authorize(actor, "run.comment");
  await requireRun(actor, params.id);
  const step = body.step ?? null;
  if (step !== null && !(await hasEvent(database(), actor.workspaceId, params.id, step)))
    throw new AppError("invalid_input", `This run has no step that began with event ${step}.`);
  return await database().transaction(async (tx) => {
    const row = await insertComment(tx, actor.workspaceId, {
      runId: params.id,
      stepSeq: step,
      authorId: actor.id,
      authorName: actor.name,
      text: body.text,
    });
    if (!row) throw new AppError("internal", "The comment could not be stored.");
    const members = await listMembers(tx, actor.workspaceId);
    const mentioned = await notify(tx, actor, row, members);
    await audit(tx, actor, "comment.written", row, { step, mentioned });
    return present(actor, row, members);
  });
}

/** Changes a comment of the actor's own; members it names only now get their notice. */
export async function editComment(
  actor: Actor,
  { params, body }: ContractInput<Contracts["edit"]>,
): Promise<Comment> {
  authorize(actor, "run.comment");
  return await database().transaction(async (tx) => {
    const before = await requireComment(tx, actor, params.id);
    if (before.authorId !== actor.id)
      throw new AppError("forbidden", "Only who wrote a comment can change it. Write one of your own.");
    const row = await rewriteComment(tx, actor.workspaceId, params.id, body.text);
    if (!row) throw erased();
    await rewriteNoticesOf(tx, actor.workspaceId, row, quote(row.text));
    const members = await listMembers(tx, actor.workspaceId);
    const mentioned = await notify(tx, actor, row, members);
    await audit(tx, actor, "comment.edited", row, { mentioned });
    return present(actor, row, members);
  });
}

/** Erases a comment for good, with every notice that quotes it: one's own, or any as an owner. */
export async function eraseComment(
  actor: Actor,
  { params }: ContractInput<Contracts["erase"]>,
): Promise<Comment> {
  authorize(actor, "run.comment");
  return await database().transaction(async (tx) => {
    const before = await requireComment(tx, actor, params.id);
    if (!mayErase(actor, before))
      throw new AppError("forbidden", "Only who wrote a comment, or an owner, can erase it.");
    const row = await rewriteComment(tx, actor.workspaceId, params.id, null);
    if (!row) throw erased();
    await rewriteNoticesOf(tx, actor.workspaceId, row, null);
    await audit(tx, actor, "comment.erased", row, {});
    return present(actor, row, []);
  });
}

async function requireComment(tx: Database, actor: Actor, id: string): Promise<CommentRow> {
  const row = await lockComment(tx, actor.workspaceId, id);
  if (!row) throw new AppError("not_found", "There is no such comment in this workspace.");
  if (row.deletedAt) throw erased();
  return row;
}

function erased(): AppError {
  return new AppError("conflict", "This comment has been erased. Write a new one.");
}

function mayErase(actor: Actor, row: CommentRow): boolean {
  return row.authorId === actor.id || actor.role === "owner";
}

async function notify(
  tx: Database,
  actor: Actor,
  row: CommentRow,
  members: readonly Nameable[],
): Promise<string[]> {
  const named = findMentions(row.text, members).filter(({ userId }) => userId !== actor.id);
  for (const { userId } of named)
    await insertNotice(tx, actor.workspaceId, {
      runId: row.runId,
      key: `comment ${row.id} ${userId}`,
      role: null,
      recipientId: userId,
      anchor: `comment-${row.id}`,
      title: `${actor.name} mentioned you`,
      text: quote(row.text),
    });
  return named.map(({ userId }) => userId);
}

function quote(text: string): string {
  return text.length > longestQuote ? `${text.slice(0, longestQuote - 1)}…` : text;
}

// Without the text: the log is for ever, and a comment must be able to go.
async function audit(
  tx: Database,
  actor: Actor,
  action: string,
  row: CommentRow,
  after: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, actor, {
    action,
    noun: "comment",
    nounId: row.id,
    after: { runId: row.runId, characters: row.text.length, ...after },
  });
}

function present(actor: Actor, row: CommentRow, members: readonly Nameable[]): Comment {
  const isErased = row.deletedAt !== null;
  return {
    id: row.id,
    runId: row.runId,
    step: row.stepSeq,
    author: row.authorName,
    isMine: row.authorId === actor.id,
    mayErase: !isErased && mayErase(actor, row),
    text: row.text,
    mentions: isErased ? [] : findMentions(row.text, members),
    editedAt: row.editedAt?.toISOString() ?? null,
    erasedAt: row.deletedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
