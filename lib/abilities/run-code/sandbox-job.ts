/** Code on its way into the sandbox; `input` is JSON text. */
export type SandboxJob = { code: string; input: string; milliseconds: number; memoryBytes: number };

/** What came out: JSON text, or what went wrong in words; and what the code wrote to its console. */
export type SandboxOutcome = { logs: string[] } & (
  | { ok: true; result: string }
  | { ok: false; error: string }
);
