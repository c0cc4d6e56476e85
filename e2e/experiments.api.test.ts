import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import { foldWinner } from "#lib/experiments/fold-winner.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { replayAll } from "./replay-all.ts";
import { type RunClient, runClient, until } from "./run-client.ts";

type Assigned = Extract<DurableEvent, { type: "experiment.assigned" }>;
type Seen = { variantId: string; contacts: number; counted: number; value: number | null; runs: number };

let app: RunningApp;
let client: RunClient;

beforeAll(async () => {
  app = await startApp({ workers: 2 });
  client = runClient(app);
});

afterAll(() => app?.stop());

const question = "Which tent for winter?";

/** Publishes the template whose experiment is on, perhaps with other settings of it. */
const publish = (name: string, settings: Record<string, unknown> = {}) =>
  client.publishTemplate("product-advisor", name, { experiment: settings });

async function experimentOf(blueprintId: string) {
  const { items } = await client.expectOk("GET", `/experiments?blueprintId=${blueprintId}`);
  return client.expectOk("GET", `/experiments/${items[0].id}`);
}

async function assignmentsIn(runId: string): Promise<Assigned[]> {
  const events = await client.events(runId);
  return events.flatMap(({ event }) => (event.type === "experiment.assigned" ? [event] : []));
}

async function assignedIn(runId: string): Promise<Assigned> {
  const found = await assignmentsIn(runId);
  if (found.length !== 1 || !found[0]) throw new Error(`Run ${runId} was assigned ${found.length} times.`);
  return found[0];
}

/** Asks as a contact and says which variant answered. */
async function visit(blueprintId: string, key: string, more: Record<string, unknown> = {}) {
  const run = await client.ask(blueprintId, question, { contact: { key }, ...more });
  expect(run.status).toBe("succeeded");
  return { runId: run.id, run, assigned: await assignedIn(run.id) };
}

/** Lets so many contacts come, a few at a time; those of the variants named buy something. */
async function visitors(blueprintId: string, prefix: string, many: number, buying: string[] = []) {
  const all: Awaited<ReturnType<typeof visit>>[] = [];
  for (let at = 0; at < many; at += 6)
    all.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(6, many - at) }, async (_, one) => {
          const came = await visit(blueprintId, `${prefix}-${at + one}`);
          if (buying.includes(came.assigned.variantId))
            await client.expectOk("POST", `/runs/${came.runId}/outcomes`, { event: "purchase", value: 1 });
          return came;
        }),
      )),
    );
  return all;
}

const variantOf = (experiment: { results: { variants: (Seen & { id: string })[] } }, id: string) =>
  experiment.results.variants.find((variant) => variant.id === id);

it("[G1.3] the template for recommendations comes with its experiment on: hosted visitors keep their variant and a sale counts", async () => {
  const fit = await client.expectOk("POST", "/templates/fit", {
    field: "sales",
    complexity: "some-judgement",
    input: "free-text",
    risk: "undone",
    knowledge: "yes",
    perWeek: 200,
    minutes: 6,
    systems: ["documents", "tables"],
  });
  expect(fit.templates.map(({ slug }: { slug: string }) => slug)).toContain("product-advisor");
  const id = await publish("Hosted shop");
  const begun = await experimentOf(id);
  expect(begun).toMatchObject({
    status: "running",
    version: 1,
    settings: { metric: "event", event: "purchase" },
  });
  expect(begun.needed).toBeGreaterThan(100);
  expect(begun.results).toMatchObject({ verdict: "collecting", winner: null });

  const { slug } = await client.expectOk("GET", `/blueprints/${id}`);
  const key = randomBytes(32).toString("base64url");
  const say = async (text: string, conversationId?: string) => {
    const response = await fetch(`${app.baseUrl}/api/chat/${slug}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-conversation-key": key },
      body: JSON.stringify({
        messages: [{ role: "user", parts: [{ type: "text", text }] }],
        ...(conversationId === undefined ? {} : { conversationId }),
      }),
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("text-delta");
    return response.headers.get("x-conversation-id") ?? "";
  };
  const conversationId = await say(question);
  await say("Which rucksack for a hut tour?", conversationId);
  const { items } = await client.expectOk("GET", `/runs?blueprintId=${id}`);
  expect(items.length).toBe(2);
  const [second, first] = await Promise.all(items.map((run: { id: string }) => assignedIn(run.id)));
  expect(first).toMatchObject({ experimentId: begun.id, why: "fixed" });
  expect(second).toMatchObject({ variantId: first?.variantId, why: "kept" });

  await client.expectOk("POST", `/runs/${items[0].id}/outcomes`, { event: "purchase", value: 249 });
  const counted = variantOf(await experimentOf(id), first?.variantId ?? "");
  expect(counted).toMatchObject({ contacts: 1, counted: 1, runs: 2, value: 1 });
});

it("[C4.3] an experiment divides contacts by weight and keeps them, tells a winner from the evidence, and publishes it in a way that can be taken back", async () => {
  const id = await publish("Compared shop", { minimum: 10, smallestEffect: 30 });
  const came = await visitors(id, "visitor", 36, ["offer"]);
  const ofOffer = came.filter(({ assigned }) => assigned.variantId === "offer");
  expect(ofOffer.length).toBeGreaterThanOrEqual(8);
  expect(ofOffer.length).toBeLessThanOrEqual(28);
  // Back again, by another trigger of the same door, the contact gets what it had.
  const again = await Promise.all(
    came
      .slice(0, 3)
      .map(({ assigned }, at) =>
        visit(id, `visitor-${at}`).then((back) => ({ before: assigned.variantId, now: back.assigned })),
      ),
  );
  for (const { before, now } of again) expect(now).toMatchObject({ variantId: before, why: "kept" });
  // Enough of both, whatever the hash of this round makes of the names.
  for (let more = 0; more < 5; more++) {
    const { results } = await experimentOf(id);
    if (results.verdict !== "collecting") break;
    await visitors(id, `late-${more}`, 12, ["offer"]);
  }

  const experiment = await experimentOf(id);
  const [control, offer] = experiment.results.variants;
  const { items: units } = await client.expectOk(
    "GET",
    `/experiments/${experiment.id}/runs?variantId=offer&limit=200`,
  );
  expect(units.length).toBe(offer.runs);
  expect(control).toMatchObject({ id: "control", isControl: true, value: 0, lift: null });
  expect(offer).toMatchObject({ id: "offer", value: 1, lift: { difference: 1 } });
  expect(offer.lift.low).toBeGreaterThan(0);
  expect(offer.lift.p).toBeLessThan(0.05);
  expect(experiment.results).toMatchObject({ verdict: "winner", winner: "offer" });
  expect(experiment.results.sampleRatio?.mismatch ?? false).toBe(false);

  // What is compared cannot be changed or removed while it runs, and nothing is half done.
  const drawn = await client.expectOk("GET", `/blueprints/${id}`);
  const node = drawn.document.nodes.find((one: { id: string }) => one.id === "experiment");
  const edits = [
    changeConfig(drawn.document, "experiment", { minimum: 20 }),
    foldWinner(drawn.document, "experiment", node.config, "control"),
  ];
  let revision = drawn.revision;
  for (const document of edits) {
    ({ revision } = await client.expectOk("PUT", `/blueprints/${id}`, { document, revision }));
    const refused = await client.send("POST", `/blueprints/${id}/publish`, {});
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
    expect(refused.body.error.message).toMatch(/is running, and this version would (change|remove) it/);
  }
  await client.expectOk("PUT", `/blueprints/${id}`, { document: drawn.document, revision });

  // Paused: who is in stays, newcomers get the control and count for nothing.
  const status = (action: string) => client.send("POST", `/experiments/${experiment.id}/status`, { action });
  expect(await status("pause")).toMatchObject({ status: 200, body: { status: "paused" } });
  expect((await status("pause")).status).toBe(409);
  expect((await visit(id, "newcomer")).assigned).toMatchObject({ experimentId: null, variantId: "control" });
  expect((await visit(id, "visitor-0")).assigned).toMatchObject({ why: "kept" });
  expect(await status("resume")).toMatchObject({ status: 200, body: { status: "running" } });
  // A draft, and a variant asked for, count for nothing either.
  const forced = await visit(id, "visitor-0", { variants: { experiment: "control" } });
  expect(forced.assigned).toMatchObject({ experimentId: null, variantId: "control", why: "forced" });
  expect((await visit(id, "drafter", { version: "draft" })).assigned.experimentId).toBeNull();
  const before = await experimentOf(id);
  const contacts = (of: typeof before) =>
    of.results.variants.reduce((sum: number, one: Seen) => sum + one.contacts, 0);
  expect(contacts(before)).toBe(contacts(experiment));

  // A replay takes the same variant from the log.
  const replay = await client.expectOk("POST", `/runs/${came[0]?.runId}/replay`, {});
  expect(replay).toMatchObject({ equal: true, outsideCalls: 0 });

  const promote = (variantId: string) =>
    client.send("POST", `/experiments/${experiment.id}/promote`, { variantId });
  expect(await promote("nobody")).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
  const both = await Promise.all([promote("offer"), promote("offer")]);
  expect(both.map(({ status: answered }) => answered).sort()).toEqual([200, 409]);
  const decided = await client.expectOk("GET", `/experiments/${experiment.id}`);
  expect(decided).toMatchObject({
    status: "decided",
    decision: { variantId: "offer", version: 2, previousVersion: 1, automatic: false },
  });
  const live = await client.expectOk("GET", `/blueprints/${id}`);
  expect(live).toMatchObject({ liveVersion: 2, hasChanges: false });
  const agent = live.document.nodes.find(({ kind }: { kind: string }) => kind === "agent");
  expect(agent.config.instructions).toContain("put the product aside for three days");
  expect(live.document.nodes.some(({ kind }: { kind: string }) => kind === "experiment")).toBe(false);
  const { changes } = await client.expectOk("GET", `/blueprints/${id}/diff?from=1&to=2`);
  expect(changes).toContainEqual(expect.objectContaining({ kind: "removed", id: "experiment" }));
  const after = await client.ask(id, question, { contact: { key: "afterwards" } });
  expect(after).toMatchObject({ status: "succeeded", version: 2 });
  const { items: audit } = await client.expectOk("GET", "/audit?limit=200");
  expect(audit.map(({ action }: { action: string }) => action)).toContain("experiment.promoted");

  // One call takes it back; the round stays decided, and everybody gets the control.
  await client.expectOk("POST", `/blueprints/${id}/versions/1/restore`, {});
  expect((await visit(id, "returned")).assigned).toMatchObject({ experimentId: null, variantId: "control" });
  const { items: rounds } = await client.expectOk("GET", `/experiments?blueprintId=${id}`);
  expect(rounds.map(({ status: at }: { status: string }) => at)).toEqual(["decided"]);
  const fresh = await client.expectOk("POST", `/experiments/${experiment.id}/status`, { action: "start" });
  expect(fresh).toMatchObject({ status: "running", version: 3, results: { verdict: "collecting" } });
});

it("[S5.4] an adaptive experiment tries every variant with its set share and comes to give the contacts to the one that works", async () => {
  const id = await publish("Learning shop", { allocation: "adaptive", explorePercent: 20, minimum: 15 });
  const early = await visitors(id, "early", 30, ["offer"]);
  const late = await visitors(id, "late", 30, ["offer"]);
  const share = (of: typeof early) =>
    of.filter(({ assigned }) => assigned.variantId === "offer").length / of.length;
  expect(early.every(({ assigned }) => assigned.why === "adaptive")).toBe(true);
  expect(share(late)).toBeGreaterThan(0.6);
  const { results } = await experimentOf(id);
  expect(results).toMatchObject({ verdict: "winner", winner: "offer", sampleRatio: null });
  const tried = results.variants.map(({ contacts }: Seen) => contacts);
  expect(Math.min(...tried)).toBeGreaterThan(0);
  expect(results.variants[1].chanceToBeBest).toBeGreaterThan(0.95);
  // The share that explores is the author's: all of it, and what works gets no more than the rest.
  const even = await publish("Exploring shop", { allocation: "adaptive", explorePercent: 100, minimum: 15 });
  const spread = share(await visitors(even, "spread", 40, ["offer"]));
  expect(spread).toBeGreaterThan(0.15);
  expect(spread).toBeLessThan(0.85);
});

it("[B4] the winner of an experiment that may publish by itself goes live once, under two workers, and the members are told", async () => {
  const id = await publish("Deciding shop", { minimum: 10, smallestEffect: 30, autoPromote: true });
  const begun = await experimentOf(id);
  for (let more = 0; more < 6; more++) {
    const { status, results } = await experimentOf(id);
    if (status === "decided" || results.verdict === "winner") break;
    // The winner may go live between two of them, and whoever comes later is in no experiment.
    const came = Array.from({ length: 18 }, async (_, at) => {
      const { id: runId } = await client.ask(id, question, { contact: { key: `round-${more}-${at}` } });
      for (const { variantId } of await assignmentsIn(runId))
        if (variantId === "offer")
          await client.expectOk("POST", `/runs/${runId}/outcomes`, { event: "purchase", value: 1 });
    });
    await Promise.all(came);
  }
  const decided = await until("The decision", async () => {
    const now = await client.expectOk("GET", `/experiments/${begun.id}`);
    return now.decision === null ? undefined : now;
  });
  expect(decided.decision).toMatchObject({
    variantId: "offer",
    automatic: true,
    by: "Experiment",
    version: 2,
  });
  const notice = await until("The notice", async () => {
    const { items } = await client.expectOk("GET", "/notices?limit=100");
    return items.find(({ title }: { title: string }) => title.includes("won the experiment"));
  });
  expect(notice.text).toContain("restore version 1");
  const { items } = await client.expectOk("GET", `/blueprints/${id}/versions`);
  expect(items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
  const agentOf = async () =>
    (await client.expectOk("GET", `/blueprints/${id}`)).document.nodes.find(
      ({ kind }: { kind: string }) => kind === "agent",
    ).config.instructions;
  expect(await agentOf()).toContain("put the product aside");
  // What it did by itself one call takes back, and it does not do it again.
  await client.expectOk("POST", `/blueprints/${id}/versions/1/restore`, {});
  expect(await agentOf()).not.toContain("put the product aside");
  expect((await visit(id, "returned")).assigned).toMatchObject({ variantId: "control" });
  expect((await experimentOf(id)).status).toBe("decided");
});

test("an experiment that cannot be decided by anything does not get published", async () => {
  const made = await client.expectOk("POST", "/blueprints", {
    template: "product-advisor",
    name: "Half drawn",
  });
  const put = async (config: Record<string, unknown>) => {
    const now = await client.expectOk("GET", `/blueprints/${made.id}`);
    const document = changeConfig(now.document, "experiment", config);
    await client.expectOk("PUT", `/blueprints/${made.id}`, { document, revision: now.revision });
    return client.send("POST", `/blueprints/${made.id}/publish`, {});
  };
  const nameless = await put({ event: " " });
  expect(nameless).toMatchObject({ status: 422, body: { error: { code: "blueprint_invalid" } } });
  expect(nameless.body.error.message).toContain("Name the event");
  const [only] = made.document.nodes.find(({ id }: { id: string }) => id === "experiment").config.variants;
  const alone = await put({ event: "purchase", variants: [only] });
  expect(alone.body.error.message).toContain("at least two variants");
  const missing = "019ab000-0000-7000-8000-000000000000";
  expect(await client.send("GET", `/experiments/${missing}`)).toMatchObject({ status: 404 });
  expect((await client.send("POST", `/experiments/${missing}/status`, { action: "explode" })).status).toBe(
    400,
  );
});

it("every run of these tests replays to the same log and answer, with no model asked", async () => {
  const counts = await replayAll(client, []);
  expect(counts.succeeded).toBeGreaterThan(0);
});
