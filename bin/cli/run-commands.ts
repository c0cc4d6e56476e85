import { parseArgs } from "node:util";
import { callApi, sendRequest } from "#lib/api/client.ts";
import { runContracts, runStatuses } from "#lib/api/contracts/runs.ts";
import { CommandProblem } from "./command-problem.ts";
import { followRun } from "./follow-run.ts";
import { connection } from "./server-config.ts";

/** `aimwright run BLUEPRINT "text"`: starts a run and follows it; the exit code tells whether it succeeded. */
export async function runCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, draft: { type: "boolean", default: false } },
  });
  const [id, ...words] = positionals;
  if (!id || words.length === 0)
    throw new CommandProblem('Usage: aimwright run BLUEPRINT "TEXT" [--draft] [--json]');
  const server = connection();
  const response = await sendRequest(runContracts.start, {
    ...server,
    headers: { ...server.headers, accept: "text/event-stream" },
    params: { id },
    body: { input: { text: words.join(" ") }, version: values.draft ? "draft" : "live" },
  });
  return await followRun(server, response, { json: values.json });
}

/** `aimwright runs`: the newest runs, one a line. */
export async function runsCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      status: { type: "string" },
      limit: { type: "string", default: "20" },
    },
  });
  const status = runStatuses.find((known) => known === values.status);
  if (values.status && !status) throw new CommandProblem(`--status takes one of ${runStatuses.join(", ")}.`);
  const query = { limit: values.limit, ...(status ? { status } : {}) };
  const { items } = await callApi(runContracts.list, { ...connection(), query });
  for (const run of items) {
    const text = (run.answer ?? run.error?.message ?? "").replace(/\s+/g, " ").slice(0, 80);
    console.log(
      values.json
        ? JSON.stringify(run)
        : [run.id, run.createdAt, run.status.padEnd(9), run.blueprintName, text].join("  "),
    );
  }
  return 0;
}

/** `aimwright logs RUN`: a run's events from the first on, followed to its end. */
export async function logsCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const [id] = positionals;
  if (!id) throw new CommandProblem("Usage: aimwright logs RUN [--json]");
  const server = connection();
  const response = await sendRequest(runContracts.events, {
    ...server,
    headers: { ...server.headers, accept: "text/event-stream" },
    params: { id },
  });
  return await followRun(server, response, { json: values.json });
}
