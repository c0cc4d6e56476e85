import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { resumeRun } from "#lib/operations/breakpoints/resume.server.ts";

export const POST = handle(runContracts.resume, resumeRun);
