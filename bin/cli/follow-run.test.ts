import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { followRun } from "./follow-run.ts";

const runId = "019ab000-0000-7000-8000-000000000001";
const usage = { inputTokens: 1, outputTokens: 1, costUsd: null };
let server: Server;
let baseUrl: string;
let resumedAfter: string | undefined;

function block(seq: number | undefined, event: unknown): string {
  const id = seq === undefined ? "" : `id: ${seq}\n`;
  return `${id}data: ${JSON.stringify({ runId, seq, at: "2026-01-01T00:00:00Z", event })}\n\n`;
}

const started = { type: "node.entered", nodeId: "a", viaWireId: null };
const finished = {
  type: "run.finished",
  status: "succeeded",
  answer: "Hi",
  error: null,
  usage,
  durationMs: 5,
};

beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (request.url?.includes("/events")) {
      resumedAfter = String(request.headers["last-event-id"]);
      response.end(block(1, started) + block(2, finished));
      return;
    }
    const half = block(undefined, { type: "message.delta", nodeId: "a", turn: 1, offset: 0, text: "Hé" });
    response.write(`: keep-alive\n\n${block(1, started)}`);
    response.write(half.slice(0, 30));
    setTimeout(() => response.write(half.slice(30)), 20);
    setTimeout(() => response.destroy(), 60);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  baseUrl = `http://127.0.0.1:${port}`;
});

afterAll(() => {
  server.close();
});

describe("followRun", () => {
  it("takes a broken stream up after the last event it saw, without a repeat", async () => {
    const lines: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
    const first = await fetch(`${baseUrl}/start`);
    const code = await followRun({ baseUrl, headers: {} }, first, { json: true });
    log.mockRestore();
    expect(code).toBe(0);
    expect(resumedAfter).toBe("1");
    const types = lines.map((line) => JSON.parse(line).event.type);
    expect(types).toEqual(["node.entered", "message.delta", "run.finished"]);
  });
});
