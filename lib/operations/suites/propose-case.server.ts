import "server-only";
import { database } from "#db/client.server.ts";
import { readRunDocument } from "#db/queries/runs.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput } from "#lib/api/contract.ts";
import type { suiteContracts } from "#lib/api/contracts/suites.ts";
import { readBlueprint } from "#lib/blueprint/upgrade.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { CaseEvidence } from "#lib/learning/case-evidence.ts";
import { scoreCase } from "#lib/learning/score-case.ts";
import type { Expectation, SuiteCase } from "#lib/suites/suite-case.ts";
import { requireRun } from "../runs/read-runs.server.ts";
import { readEvidence } from "./score-result.server.ts";

/** Makes a case of a run that has ended: its input, and expectations that hold for what it did. */
export async function proposeCase(
  actor: Actor,
  { params }: ContractInput<(typeof suiteContracts)["propose"]>,
): Promise<SuiteCase> {
  authorize(actor, "read");
  const run = await requireRun(actor, params.id);
  if (run.finishedAt === null)
    throw new AppError("conflict", "This run has not ended yet. Wait for it, then make a case of it.");
  const document = readBlueprint(await readRunDocument(database(), actor.workspaceId, run.id));
  const evidence = await readEvidence(actor.workspaceId, [run.id], document);
  const text = evidence.question.trim();
  if (text === "")
    throw new AppError("conflict", "This run was started by an event without words, so it makes no case.");
  const wanted = proposals(evidence);
  const held = wanted.filter((one) => scoreCase([one], evidence, new Map()).status === "passed");
  const title = text.replace(/\s+/g, " ").slice(0, 80);
  const expectations: Expectation[] =
    held.length > 0
      ? held
      : [{ kind: "status", status: evidence.status === "succeeded" ? "succeeded" : "failed" }];
  return { title, messages: [text.slice(0, 20_000)], tags: [], heldOut: false, expectations };
}

function proposals({ answer, calls, citations, verdict, status, turns }: CaseEvidence): Expectation[] {
  const abilities = [...new Set(calls.map(({ name }) => name))];
  const documents = [...new Set(citations.map(({ title }) => title))];
  // Numbers, dates and amounts are what an answer gets wrong; the words around them change with every model.
  const spoken = (answer ?? "").replace(/\[\d+\]/g, "");
  const figures = [...new Set(spoken.match(/\d[\d.,:/-]*\d|\d/g) ?? [])];
  return [
    ...(status === "succeeded" ? [] : [{ kind: "status" as const, status: "failed" as const }]),
    ...(verdict === null ? [] : [{ kind: "outcome" as const, verdict }]),
    ...abilities.slice(0, 6).map((ability) => ({ kind: "ability-called" as const, ability, when: "" })),
    ...documents.slice(0, 2).map((document) => ({ kind: "cites" as const, document })),
    ...figures.slice(0, 3).map((text) => ({ kind: "answer-contains" as const, text })),
    { kind: "max-turns", turns: turns + 2 },
  ];
}
