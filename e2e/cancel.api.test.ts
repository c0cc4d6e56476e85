import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { type RunClient, runClient, until } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let provider: OpenAiServer;
let database: pg.Client;
let blueprint: string;

beforeAll(async () => {
  app = await startApp({ workers: 1 });
  client = runClient(app);
  provider = await startOpenAiServer({ kind: "hang" });
  await client.setEndpoints([{ name: "local", baseUrl: provider.baseUrl }]);
  database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  blueprint = await client.publishTemplate("support-desk", "Cancelled in the middle");
});

afterAll(async () => {
  await database?.end();
  await app?.stop();
  await provider?.close();
});

/** Starts a run and waits until the model that never answers has been asked. */
async function startHanging() {
  const before = provider.requests.length;
  const { runId } = await client.start(blueprint, "Where is order 1042?");
  const call = await until("The call to the model", () => provider.requests[before]);
  return { runId, call, before };
}

async function expectStopped({ runId, call, before }: Awaited<ReturnType<typeof startHanging>>) {
  const run = await client.runWhen(runId, ({ status }) => status === "cancelled");
  expect(run.answer).toBeNull();
  await until("The provider's connection to be closed", () => call.aborted || undefined);
  expect(provider.requests.length).toBe(before + 1);
  const events = await client.events(runId);
  expect(events.at(-1)?.event).toMatchObject({ type: "run.finished", status: "cancelled" });
}

test("cancelling during a model call closes the call and ends the run", async () => {
  const hanging = await startHanging();
  await client.expectOk("POST", `/runs/${hanging.runId}/cancel`);
  await expectStopped(hanging);
});

test("a cancellation whose notice was lost is noticed all the same", async () => {
  const hanging = await startHanging();
  await database.query("update runs set cancel_requested_at = now() where id = $1", [hanging.runId]);
  await expectStopped(hanging);
});

test("a run taken over by a returning worker does not ask the model again once it is cancelled", async () => {
  const hanging = await startHanging();
  await app.killWorker(0);
  await client.expectOk("POST", `/runs/${hanging.runId}/cancel`);
  await app.restartWorker(0);
  await expectStopped(hanging);
});
