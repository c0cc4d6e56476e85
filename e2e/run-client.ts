import { setTimeout as wait } from "node:timers/promises";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { DurableEvent, RunEnvelope } from "#lib/run-events/events.ts";
import type { RunningApp } from "#lib/testing/app.ts";

type RunAction = {
  id: string;
  nodeId: string;
  status: string;
  arguments: Record<string, unknown>;
  undoable: boolean;
  undoneAt: string | null;
};

type Criterion = { id: string; met: boolean | null; evidence: string };

type Outcome = { verdict: string; score: number | null; goals: { verdict: string; criteria: Criterion[] }[] };

/** A run as the API answers it; only what the tests look at. */
export type SeenRun = {
  id: string;
  conversationId: string;
  status: string;
  answer: string | null;
  version: number | null;
  outcome: Outcome | null;
  usage: { inputTokens: number; outputTokens: number; costUsd: number | null };
  error: { code: string; message: string } | null;
  workerId: string | null;
  forkOf: string | null;
  fork: unknown;
  actions: RunAction[];
};

/** One server-sent event of a run. */
export type SentEvent = { id: number | undefined; envelope: RunEnvelope };

/** The HTTP API of an app under test, as a customer of runs uses it. */
export function runClient(app: RunningApp) {
  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await app.fetch(`/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text === "" ? null : JSON.parse(text) };
  }

  async function expectOk(method: string, path: string, body?: unknown) {
    const answer = await send(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  const readRun = (id: string): Promise<SeenRun> => expectOk("GET", `/runs/${id}`);

  const start = async (blueprint: string, text: string, more: Record<string, unknown> = {}) =>
    (await expectOk("POST", `/blueprints/${blueprint}/runs`, { input: { text }, ...more })) as {
      runId: string;
      conversationId: string;
    };

  return {
    send,
    expectOk,
    readRun,
    start,

    /** Asks and waits for the finished run. */
    ask: async (blueprint: string, text: string, more: Record<string, unknown> = {}): Promise<SeenRun> => {
      const run = await expectOk("POST", `/blueprints/${blueprint}/runs?wait=20`, {
        input: { text },
        ...more,
      });
      if (run.finishedAt) return readRun(run.id);
      const { items } = await expectOk("GET", `/runs/${run.id}/events`);
      const said = JSON.stringify(items.at(-1));
      throw new Error(
        `Run ${run.id} is ${run.status}, last said ${said}\n${app.logOf("worker-1").slice(-2000)}`,
      );
    },

    /** Makes a published blueprint of a template, perhaps with other settings of its nodes, or edited otherwise. */
    publishTemplate: async (
      template: string,
      name: string,
      change: Record<string, Record<string, unknown>> | ((document: Blueprint) => Blueprint) = {},
    ): Promise<string> => {
      const made = await expectOk("POST", "/blueprints", { template, name });
      let document: Blueprint = made.document;
      if (typeof change === "function") document = change(document);
      else
        for (const [node, config] of Object.entries(change)) document = changeConfig(document, node, config);
      if (document !== made.document)
        await expectOk("PUT", `/blueprints/${made.id}`, { document, revision: made.revision });
      await expectOk("POST", `/blueprints/${made.id}/publish`, {});
      return made.id;
    },

    /** Makes every tier of the workspace mean a model of an endpoint, by default the first one. */
    setEndpoints: (
      endpoints: {
        name: string;
        baseUrl: string;
        price?: { input: number; output: number };
        window?: number;
      }[],
      model = `${endpoints[0]?.name}/test-model`,
    ) =>
      expectOk("PATCH", "/workspaces/current", {
        settings: { models: { endpoints, tiers: { fast: model, standard: model, frontier: model } } },
      }),

    events: async (id: string): Promise<{ seq: number; event: DurableEvent }[]> =>
      (await expectOk("GET", `/runs/${id}/events`)).items,

    rows: async (table: string): Promise<{ id: string; values: Record<string, unknown> }[]> =>
      (await expectOk("GET", `/tables/${table}/rows?limit=200`)).items,

    /** The run once `holds`, looked at every 50 ms. */
    runWhen: (id: string, holds: (run: SeenRun) => boolean, seconds = 20): Promise<SeenRun> =>
      until(
        `Run ${id}`,
        async () => {
          const run = await readRun(id);
          return holds(run) ? run : undefined;
        },
        seconds,
      ),

    pendingApproval: (
      runId: string,
    ): Promise<{ id: string; arguments: Record<string, unknown>; reason: string }> =>
      until(`An approval of run ${runId}`, async () => {
        const { items } = await expectOk("GET", "/approvals?status=pending&limit=200");
        return items.find((approval: { runId: string }) => approval.runId === runId);
      }),

    decide: (id: string, body: Record<string, unknown>) => send("POST", `/approvals/${id}`, body),

    /** Reads a run's stream from after `lastId` until it ends, breaks, or `enough` says so. */
    follow: async (
      runId: string,
      lastId = 0,
      enough: (seen: SentEvent[]) => boolean = () => false,
    ): Promise<SentEvent[]> => {
      const seen: SentEvent[] = [];
      const abort = new AbortController();
      try {
        const response = await app.fetch(`/api/v1/runs/${runId}/events`, {
          headers: {
            accept: "text/event-stream",
            ...(lastId > 0 ? { "last-event-id": String(lastId) } : {}),
          },
          signal: abort.signal,
        });
        let rest = "";
        for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          const blocks = (rest + piece).split("\n\n");
          rest = blocks.pop() ?? "";
          for (const block of blocks) {
            const data = /^data: (.*)$/m.exec(block)?.[1];
            if (data === undefined) continue;
            const id = /^id: (\d+)$/m.exec(block)?.[1];
            seen.push({ id: id === undefined ? undefined : Number(id), envelope: JSON.parse(data) });
            if (enough(seen)) return seen;
          }
        }
      } catch (caught) {
        // A killed server breaks the connection; what came before it counts.
        if (!(caught instanceof TypeError)) throw caught;
      } finally {
        abort.abort();
      }
      return seen;
    },
  };
}

/** See {@link runClient}. */
export type RunClient = ReturnType<typeof runClient>;

/** The first thing `look` finds, or an error when the deadline has passed. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  seconds = 20,
): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; ; await wait(50)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${seconds} seconds.`);
  }
}

/** The numbers of the durable events, which must be 1, 2, 3... over all connections together. */
export function numbersOf(...connections: SentEvent[][]): number[] {
  return connections.flat().flatMap((sent) => (sent.id === undefined ? [] : [sent.id]));
}

/** Names of the abilities a run called, in order. */
export function abilitiesOf(events: { event: DurableEvent }[]): string[] {
  return events.flatMap(({ event }) => (event.type === "action.proposed" ? [event.name] : []));
}
