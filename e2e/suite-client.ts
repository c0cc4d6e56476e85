import type { z } from "zod";
import type { suiteContracts, suiteSchema } from "#lib/api/contracts/suites.ts";
import { type RunClient, until } from "./run-client.ts";

type SuiteRun = z.output<(typeof suiteContracts)["getRun"]["response"]>;
type Suite = z.output<typeof suiteSchema>;

/** The HTTP API of suites, as somebody who tests a blueprint uses it. */
export function suiteClient(client: RunClient) {
  const read = (id: string): Promise<SuiteRun> => client.expectOk("GET", `/suite-runs/${id}`);
  const runWhen = (id: string, holds: (run: SuiteRun) => boolean, seconds = 30): Promise<SuiteRun> =>
    until(
      `Suite run ${id}`,
      async () => {
        const run = await read(id);
        return holds(run) ? run : undefined;
      },
      seconds,
    );
  const start = (suiteId: string, version: "draft" | "live" | number = "draft"): Promise<SuiteRun> =>
    client.expectOk("POST", `/suites/${suiteId}/runs`, { version });
  return {
    start,
    runWhen,
    create: (blueprintId: string, more: Record<string, unknown>): Promise<Suite> =>
      client.expectOk("POST", "/suites", { blueprintId, name: "Suite", ...more }),
    /** Runs a suite to its end. */
    run: async (suiteId: string, version: "draft" | "live" | number = "draft"): Promise<SuiteRun> => {
      const { id } = await start(suiteId, version);
      return await runWhen(id, ({ status }) => status !== "running");
    },
    /** The newest run of a suite once it has ended, other than the one known. */
    newestFinished: async (suiteId: string, known?: string): Promise<SuiteRun> => {
      const id = await until("A finished suite run", async () => {
        const { items } = await client.expectOk("GET", `/suites/${suiteId}/runs`);
        const [newest] = items as SuiteRun[];
        return newest && newest.id !== known && newest.status !== "running" ? newest.id : undefined;
      });
      return await read(id);
    },
  };
}
