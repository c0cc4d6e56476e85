import "server-only";
import { z } from "zod";
import { databasePool } from "#db/client.server.ts";
import {
  findFeedbackByToken,
  findReportedRun,
  findRunByReference,
  touchFeedback,
} from "#db/queries/feedback.server.ts";
import type { FoundTrigger } from "#db/queries/triggers.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { ContractOutput } from "#lib/api/contract.ts";
import { type hookContracts, outcomeReportSchema } from "#lib/api/contracts/hooks.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { storeReport } from "#lib/operations/runs/report.server.ts";
import { assertSigned } from "./assert-signed.server.ts";
import { readEvent } from "./receive-hook.server.ts";

const published = z.object({ event: z.string(), secret: z.string(), reference: z.string() });

type Report = z.infer<typeof outcomeReportSchema>;

/** Takes what another system says came of a run, and measures the run's goals again. */
export async function receiveOutcome(
  token: string,
  body: string,
  headers: Headers,
): Promise<ContractOutput<(typeof hookContracts)["report"]>> {
  const feedback = await findFeedbackByToken(databasePool(), token);
  if (!feedback) throw new AppError("not_found", "There is no feedback address like this.");
  const { event, secret, reference } = published.parse(feedback.config);
  await assertSigned(feedback.workspaceId, feedback.id, secret, body, headers);
  const report = readReport(body);
  if (report.event !== undefined && report.event !== event)
    throw new AppError("invalid_input", `This address takes the event “${event}”.`, {
      details: [{ path: "event", message: `Leave it out, or send ${event}.` }],
    });
  const run = await findRun(feedback, report, reference);
  if (!run.finished)
    throw new AppError("conflict", "This run has not ended yet. Report it again when it has.");
  const { id, workspaceId } = feedback;
  const actor: Actor = { kind: "system", id, name: "Feedback", workspaceId, role: "operator" };
  const outcome = await storeReport(actor, run.id, { name: event, value: report.value });
  await touchFeedback(databasePool(), workspaceId, id);
  return { runId: run.id, event, verdict: outcome?.verdict ?? null };
}

function readReport(body: string): Report {
  const parsed = outcomeReportSchema.safeParse(readEvent(body));
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new AppError("invalid_input", details[0]?.message ?? "The report is not valid.", { details });
}

async function findRun(feedback: FoundTrigger, report: Report, reference: string) {
  const { workspaceId, blueprintId } = feedback;
  const pool = databasePool();
  const { runId, conversationId } = report;
  if (report.reference !== undefined && reference === "")
    throw new AppError("invalid_input", "This feedback node knows no reference.", {
      details: [{ path: "reference", message: "Set “Your own reference” on the node and publish." }],
    });
  const run =
    runId !== undefined
      ? await findReportedRun(pool, workspaceId, blueprintId, { runId })
      : conversationId !== undefined
        ? await findReportedRun(pool, workspaceId, blueprintId, { conversationId })
        : await findRunByReference(
            pool,
            workspaceId,
            blueprintId,
            reference.split("."),
            String(report.reference),
          );
  if (run) return run;
  throw new AppError("not_found", "No run of this blueprint goes by that name.");
}
