import { cpus, totalmem } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { buildWhenNeeded } from "#bin/build-when-needed.ts";
import { projectDirectory } from "#bin/project-directory.ts";
import { answer, serveLocally } from "#lib/net/serve-locally.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { startTestServer } from "#lib/testing/database-server.ts";
import { startOpenAiServer } from "#lib/testing/openai-server.ts";
import { agentBlueprint, ruleBlueprint } from "./blueprints.ts";
import { type Measured, measure, percentiles } from "./measure.ts";
import { cpuOf, memoryOf } from "./process-memory.ts";
import { round } from "./round.ts";

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const progress = (line: string) => process.stderr.write(`${line}\n`);

progress("Building if needed, starting PostgreSQL (with fsync), web and one worker");
const postgres = await startTestServer({ durable: true });
process.env.AIMWRIGHT_TEST_SERVER = postgres.adminUrl;
const model = await startOpenAiServer(
  {
    kind: "handler",
    handle: ({ messages }) =>
      messages.at(-1)?.role === "tool"
        ? { text: "Order 1042 is on its way." }
        : { toolCalls: [{ name: "find_order", arguments: { number: "1042" } }] },
  },
  { record: false },
);
const tool = await serveLocally((_, response) =>
  answer(response, 200, { "content-type": "application/json" }, '{"number":"1042","status":"shipped"}'),
);
if (process.env.AIMWRIGHT_TEST_BUILD !== "keep")
  await buildWhenNeeded(projectDirectory(".data", "logs", "build.log"));
const begun = performance.now();
const app = await startApp({ workers: 1, env: { AIMWRIGHT_LOG_LEVEL: "warn" } });
const coldStartMs = Math.round(performance.now() - begun);

try {
  await call("PATCH", "/api/v1/workspaces/current", {
    settings: {
      models: {
        tiers: { fast: "bench/zero", standard: "bench/zero", frontier: "bench/zero" },
        endpoints: [{ name: "bench", baseUrl: model.baseUrl }],
      },
    },
  });
  const agent = await publish(agentBlueprint(tool.origin));
  const rule = await publish(ruleBlueprint());

  progress("First runs");
  const firstRunMs = await timed(() => runAgent(agent));
  await wait(2000);
  const idle = memory(app);
  await measure(4, 2, () => runAgent(agent));

  progress(`Measuring, ${seconds} s each`);
  const result = {
    machine: { node: process.version, cores: cpus().length, memoryMb: Math.round(totalmem() / 1024 ** 2) },
    workers: app.workers.length,
    secondsEach: seconds,
    coldStartMs,
    firstRunMs: round(firstRunMs),
    agentOneCaller: await measure(1, seconds, () => runAgent(agent)),
    agentSixteenCallers: await withCpu(() => measure(16, seconds, () => runAgent(agent))),
    ruleOneCaller: await measure(1, seconds, () => runRule(rule)),
    ruleSixteenCallers: await withCpu(() => measure(16, seconds, () => runRule(rule))),
    firstEvent: await firstEvents(agent),
    memoryMb: { idle, loaded: memory(app) },
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} finally {
  await app.stop();
  tool.stop();
  await model.close();
  await postgres.stop();
}

async function call(method: string, target: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await app.fetch(target, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text) as Record<string, unknown>;
}

async function publish(document: unknown): Promise<string> {
  const { id } = await call("POST", "/api/v1/blueprints", { document });
  await call("POST", `/api/v1/blueprints/${String(id)}/publish`, {});
  return String(id);
}

async function run(blueprint: string, text: string, expected: string): Promise<void> {
  const finished = await call("POST", `/api/v1/blueprints/${blueprint}/runs?wait=15`, { input: { text } });
  if (finished.status !== "succeeded" || finished.answer !== expected)
    throw new Error(`A run did not succeed: ${JSON.stringify(finished).slice(0, 500)}`);
}

function runAgent(blueprint: string): Promise<void> {
  return run(blueprint, "Where is order 1042?", "Order 1042 is on its way.");
}

function runRule(blueprint: string): Promise<void> {
  return run(blueprint, "What are your opening hours?", "From 9 to 18.");
}

async function timed(work: () => Promise<void>): Promise<number> {
  const sent = performance.now();
  await work();
  return performance.now() - sent;
}

/** Time from sending the request to the first byte of the first event, one caller, each stream read to its end. */
async function firstEvents(blueprint: string) {
  const times: number[] = [];
  const until = performance.now() + (seconds * 1000) / 2;
  while (performance.now() < until) {
    const sent = performance.now();
    const response = await app.fetch(`/api/v1/blueprints/${blueprint}/runs`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ input: { text: "Where is order 1042?" } }),
    });
    const decoder = new TextDecoder();
    let seen = "";
    let first: number | undefined;
    for await (const chunk of response.body ?? []) {
      seen += decoder.decode(chunk, { stream: true });
      if (first === undefined && seen.includes("data:")) first = performance.now() - sent;
    }
    if (first === undefined || !seen.includes("event: run.finished"))
      throw new Error(`A stream did not reach its end: ${response.status} ${seen.slice(0, 500)}`);
    times.push(first);
  }
  return { streams: times.length, ...percentiles(times) };
}

/** A measurement with the processor time each part took for a run, in milliseconds. */
async function withCpu(work: () => Promise<Measured>) {
  const parts = { web: [app.web.pid], workers: app.workers.map(({ pid }) => pid), postgres: [postgres.pid] };
  const used = () =>
    Object.entries(parts).map(([part, pids]) => ({ part, ms: pids.map((pid) => cpuOf(pid) ?? Number.NaN) }));
  const before = used();
  const measured = await work();
  const sum = (ms: number[]) => ms.reduce((total, one) => total + one, 0);
  const cpuMsPerRun = Object.fromEntries(
    used().map(({ part, ms }, index) => [
      part,
      round((sum(ms) - sum(before[index]?.ms ?? [])) / measured.runs),
    ]),
  );
  return { ...measured, cpuMsPerRun };
}

function memory(running: RunningApp) {
  const web = memoryOf(running.web.pid);
  const workers = running.workers.map((worker) => memoryOf(worker.pid));
  return {
    web,
    workers,
    webAndWorkersRss: workers.reduce((sum, one) => sum + one.rss, web.rss),
    postgres: memoryOf(postgres.pid),
  };
}
