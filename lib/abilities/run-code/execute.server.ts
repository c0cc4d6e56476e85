import "server-only";
import type { AbilityExecutor, TableRowChange } from "../execute-ability.ts";
import { byReference } from "../summarize-result.ts";
import type { runCodeDefinition } from "./definition.ts";
import { executeInSandbox } from "./execute-sandbox.server.ts";
import { fetchRows, settle } from "./settle.server.ts";

/** Runs the code in the sandbox; whatever goes wrong inside is a result for the agent. */
export const runCodeExecutor: AbilityExecutor<typeof runCodeDefinition> = {
  dryRun: true,
  act: async (context, settings, args) => {
    const isAgents = settings.source === "agent";
    const isOnTables = !isAgents && (settings.lookups.length > 0 || settings.writes.length > 0);
    const input = isAgents ? args.input : isOnTables ? await fetchRows(context, settings, args) : args;
    const done = await executeInSandbox(
      {
        code: isAgents ? String(args.code ?? "") : settings.code,
        input: JSON.stringify(input ?? null),
        milliseconds: settings.seconds * 1000,
        memoryBytes: settings.memoryMb * 1024 * 1024,
      },
      context.signal,
    );
    const logs = done.logs.length > 0 ? { logs: done.logs } : {};
    if (!done.ok) return { result: { error: done.error, ...logs }, isError: true };
    const returned: unknown = JSON.parse(done.result);
    const settled = isOnTables ? await settle(context, settings, args, returned) : { result: returned };
    if ("error" in settled) return { result: { error: settled.error, ...logs }, isError: true };
    const { artifact, data, shortened } = await byReference(
      context,
      settled.result,
      settings.resultLimit,
      "result",
    );
    const result = { result: data, ...logs, ...(shortened ? { shortened } : {}) };
    const undo = settled.changes ? { undo: settled.changes } : {};
    return { result, ...undo, ...(artifact ? { artifact } : {}) };
  },
  undo: async (context, _settings, undo) => {
    await context.tables.restoreAll(undo as TableRowChange[]);
    return { restored: true };
  },
  preview: async (_context, settings, args) => {
    const isAgents = settings.source === "agent";
    return {
      runs: "in a sandbox without network, files or environment",
      code: isAgents ? args.code : settings.code,
      input: (isAgents ? args.input : args) ?? null,
      seconds: settings.seconds,
      memoryMb: settings.memoryMb,
    };
  },
};
