import "server-only";
import { database } from "#db/client.server.ts";
import { findPause, resumePause } from "#db/queries/breakpoints.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import { signalRun } from "#lib/engine/signals.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { Resumption } from "#lib/runtime/host.ts";

type Resume = (typeof runContracts)["resume"];

/** Ends a pause once and wakes the run; ending it again is a conflict and changes nothing. */
export async function resumeRun(
  actor: Actor,
  { params, body }: ContractInput<Resume>,
): Promise<ContractOutput<Resume>> {
  authorize(actor, "blueprint.write");
  const pause = await findPause(database(), actor.workspaceId, params.id);
  if (!pause) throw new AppError("not_found", "There is no such pause in this workspace.");
  const { decision } = body;
  const isAfter = pause.moment === "after";
  if (isAfter && (decision !== "continue" || body.arguments !== undefined))
    throw new AppError("invalid_input", "The action has been done. Go on, with another result if you like.");
  if (!isAfter && decision === "continue" && body.result !== undefined)
    throw new AppError(
      "invalid_input",
      'The action has no result yet. Give one in place of the call with `decision: "supply"`.',
    );
  const end: Resumption = {
    decision,
    by: actor.name,
    comment: body.comment,
    ...(decision === "continue" && body.arguments !== undefined ? { arguments: body.arguments } : {}),
    ...(decision !== "skip" && body.result !== undefined ? { result: body.result } : {}),
  };
  await database().transaction(async (tx) => {
    const resumed = await resumePause(tx, actor.workspaceId, pause.id, {
      decision: end,
      resumedBy: actor.name,
    });
    if (!resumed) {
      const isLate = pause.status === "paused" && pause.expiresAt <= new Date();
      throw new AppError(
        "conflict",
        `This pause is over: ${isLate ? "its time has passed" : `it is ${pause.status}`}.`,
      );
    }
    await recordAudit(tx, actor, {
      action: "breakpoint.resumed",
      noun: "run",
      nounId: pause.runId,
      after: { actionId: pause.actionId, moment: pause.moment, ...end },
    });
  });
  await signalRun(pause.runId, `breakpoint:${pause.id}`, end);
  return { id: pause.id, runId: pause.runId, decision };
}
