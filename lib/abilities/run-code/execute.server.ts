import "server-only";
import type { AbilityExecutor } from "../execute-ability.ts";
import { byReference } from "../summarize-result.ts";
import type { runCodeDefinition } from "./definition.ts";
import { executeInSandbox } from "./execute-sandbox.server.ts";

/** Runs the code in the sandbox; whatever goes wrong inside is a result for the agent. */
export const runCodeExecutor: AbilityExecutor<typeof runCodeDefinition> = {
  act: async (context, settings, args) => {
    const isAgents = settings.source === "agent";
    const done = await executeInSandbox(
      {
        code: isAgents ? String(args.code ?? "") : settings.code,
        input: JSON.stringify((isAgents ? args.input : args) ?? null),
        milliseconds: settings.seconds * 1000,
        memoryBytes: settings.memoryMb * 1024 * 1024,
      },
      context.signal,
    );
    const logs = done.logs.length > 0 ? { logs: done.logs } : {};
    if (!done.ok) return { result: { error: done.error, ...logs }, isError: true };
    const { artifact, data, shortened } = await byReference(
      context,
      JSON.parse(done.result),
      settings.resultLimit,
      "result",
    );
    const result = { result: data, ...logs, ...(shortened ? { shortened } : {}) };
    return { result, ...(artifact ? { artifact } : {}) };
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
