import type { LanguageModelV4, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "#db/client.server.ts";
import { counterOf, raiseLimit } from "#db/queries/budget-ledger.server.ts";
import { insertBudget, listEntries } from "#db/queries/budgets.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { newId } from "#lib/foundation/ids.ts";
import { scriptedModel } from "#lib/models/scripted.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { knownBudgets } from "./known-budgets.server.ts";
import { openMeter } from "./meter.server.ts";
import { meterTurn } from "./meter-turn.server.ts";

let server: TestDatabase;
let opened: ReturnType<typeof openDatabase>;
const workspaceId = newId();
let budgetId = "";

const whole = {
  ...{ name: "All", scope: "workspace", blueprintId: null, nodeId: null, contactId: null },
  ...{ period: "total", measure: "tokens", amount: 1_000_000, warnAt: null, onLimit: "stop" },
  ...{ cheaperModel: null, ceiling: null, unpriced: "refuse", approverRole: "owner", enabled: true },
};

beforeAll(async () => {
  server = await createTestDatabase();
  opened = openDatabase(server.url, 4);
  await opened.handle.insert(workspaces).values({ id: workspaceId, name: "Ours" });
  budgetId = await insertBudget(opened.handle, workspaceId, whole);
});

afterAll(async () => {
  await opened?.pool.end();
  await server?.close();
});

/** A model that says something and then breaks off, or refuses before it has said anything. */
function failing(says: string): LanguageModelV4 {
  const parts: LanguageModelV4StreamPart[] =
    says === ""
      ? []
      : [
          { type: "text-start", id: "1" },
          { type: "text-delta", id: "1", delta: says },
        ];
  return {
    ...scriptedModel([]),
    doStream: async () => ({
      stream: new ReadableStream<LanguageModelV4StreamPart>({
        pull: (controller) => {
          const next = parts.shift();
          if (next) controller.enqueue(next);
          else controller.error(new Error("the connection broke"));
        },
      }),
    }),
  };
}

let calls = 0;

const ask = (...models: LanguageModelV4[]) => askIn(workspaceId, ...models);

async function askIn(workspace: string, ...models: LanguageModelV4[]) {
  calls += 1;
  const step = `turn ${calls}`;
  const owner = {
    ...{ workspaceId: workspace, ownerId: newId(), runId: null, blueprintId: null },
    ...{ contact: null, timeZone: "UTC" },
  };
  const meter = openMeter(opened.pool, opened.handle, owner, () => knownBudgets(opened.pool, workspace));
  const request = {
    models: models.map((model) => ({ provider: model.provider, modelId: model.modelId, model })),
    system: "Be brief.",
    messages: [{ role: "user" as const, text: "How long?" }],
    tools: [],
    signal: new AbortController().signal,
    onDelta: () => undefined,
  };
  const result = await meterTurn(opened.pool, opened.handle, owner, meter, {
    step,
    nodeIds: [],
    request,
  }).catch((caught: Error) => caught);
  const entries = await listEntries(opened.handle, workspaceId, budgetId, { limit: 50 });
  const entry = entries.find((one) => one.entry.step === step)?.entry;
  return { result, reserved: entry?.amount ?? -1, spent: entry?.actual ?? -1 };
}

it("a model without a price is refused under a budget of money, also once its limit was raised", async () => {
  const rich = newId();
  await opened.handle.insert(workspaces).values({ id: rich, name: "Rich" });
  const id = await insertBudget(opened.handle, rich, { ...whole, measure: "usd", amount: 0 });
  const counterId = await counterOf(opened.pool, rich, {
    ...{ budgetId: id, subject: "", periodKey: "total", startsAt: new Date(), endsAt: null },
  });
  if (counterId === null) throw new Error("There is no counter.");
  await raiseLimit(opened.pool, {
    ...{ counterId, workspaceId: rich, runId: newId(), key: "raise", amount: 5_000_000_000, by: "Ada" },
  });
  const { result } = await askIn(rich, { ...scriptedModel([{ text: "Two years." }]), provider: "nobody" });
  expect(String(result)).toContain("the price of nobody/scripted-1 is not known");
});

describe("what a call that fails is charged", () => {
  it("is what was reserved where its answer began and broke off", async () => {
    const { result, reserved, spent } = await ask(failing("It is two ye"));
    expect(result).toBeInstanceOf(Error);
    expect(spent).toBe(reserved);
  });

  it("is nothing where it never began to answer", async () => {
    const { result, spent } = await ask(failing(""));
    expect(result).toBeInstanceOf(Error);
    expect(spent).toBe(0);
  });

  it("comes on top of what the fallback took that answered instead", async () => {
    const { result, reserved, spent } = await ask(failing("It is"), scriptedModel([{ text: "Two years." }]));
    expect(result).toMatchObject({ text: "Two years." });
    const { usage } = result as { usage: { inputTokens: number; outputTokens: number } };
    expect(spent).toBe(reserved + usage.inputTokens + usage.outputTokens);
  });
});
