import { expect } from "vitest";
import type { OpenAiServer } from "#lib/testing/openai-server.ts";
import type { RunClient } from "./run-client.ts";

type ListedRun = { id: string; status: string; finishedAt: string | null; answer: string | null };

/**
 * Replays every finished run of the workspace, whatever kind it is, with all models cut off: each must give an equal
 * log and the same answer. Gives how many runs ended in which way.
 */
export async function replayAll(client: RunClient, models: OpenAiServer[]): Promise<Record<string, number>> {
  let asked = 0;
  for (const model of models)
    model.set({
      kind: "handler",
      handle: () => {
        asked += 1;
        throw new Error("A replay asked a model.");
      },
    });
  const runs: ListedRun[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: ListedRun[]; nextCursor: string | null } = await client.expectOk(
      "GET",
      `/runs?limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    runs.push(...page.items.filter(({ finishedAt }) => finishedAt !== null));
    cursor = page.nextCursor ?? null;
  }
  const counts: Record<string, number> = {};
  const open = [...runs];
  const work = async () => {
    for (let run = open.pop(); run; run = open.pop()) {
      const replayed = await client.expectOk("POST", `/runs/${run.id}/replay`, {});
      const told = `Run ${run.id} (${run.status}): ${JSON.stringify(replayed).slice(0, 2000)}`;
      expect(replayed, told).toMatchObject({
        equal: true,
        outsideCalls: 0,
        divergence: null,
        differences: [],
      });
      expect(replayed.answer, told).toBe((await client.readRun(run.id)).answer);
      counts[run.status] = (counts[run.status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  expect(asked).toBe(0);
  return counts;
}
