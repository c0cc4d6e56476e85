import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ChatReply, type ChatRequest, streamOf } from "#lib/testing/openai-wire.ts";
import type { MockAnswer } from "./mock-systems.ts";

/** The ways in which another system can fail, each with what a run must say about it. */
export const faults: Record<string, { answer: () => MockAnswer; system: RegExp; model: RegExp }> = {
  timeout: { answer: () => "hang", system: /did not finish within \d seconds/, model: /in time/ },
  "400": failing(400),
  "401": failing(401, /refused the key \(401\)/),
  "404": failing(404),
  "409": failing(409),
  "429-seconds": failing(429, /429/, () => ({ "retry-after": "1" })),
  "429-date": failing(429, /429/, () => ({ "retry-after": new Date(Date.now() + 2_000).toUTCString() })),
  "500": failing(500),
  truncated: {
    answer: () => ({ text: '{"stock": ', contentType: "application/json" }),
    system: /not; it may be cut off/,
    model: /broke off|could not be read/,
  },
  "wrong-schema": {
    answer: () => ({ json: ["not", "what", "was", "promised"] }),
    system: /nothing at \$\.stock/,
    model: /could not be read/,
  },
  "ten-megabytes": {
    answer: () => ({ text: "x".repeat(10_000_000) }),
    system: /larger than/,
    model: /larger than|could not be read/,
  },
  reset: { answer: () => "reset", system: /./, model: /could not be reached, or the connection broke/ },
};

function failing(
  status: number,
  model = new RegExp(String(status)),
  headers = (): Record<string, string> => ({}),
) {
  return {
    answer: (): MockAnswer => ({ status, headers: headers(), json: { error: { message: `no ${status}` } } }),
    system: new RegExp(String(status)),
    model,
  };
}

/** What another attempt, some time later, may mend. */
export const passing = ["timeout", "429-seconds", "500", "truncated", "reset"];

/** Plays every agent of the matrix from what it is asked alone, so that all cells can run at once. */
export function matrixAgent(request: ChatRequest): ChatReply {
  const asked = JSON.stringify(request.messages.findLast(({ role }) => role === "user")?.content);
  const fault = /fault ([\w-]+)/.exec(asked)?.[1] ?? "";
  const results = request.messages
    .filter(({ role }) => role === "tool")
    .map(({ content }) => JSON.stringify(content));
  const tools = request.tools?.map((tool) => tool.function.name) ?? [];
  const last = results.at(-1);
  if (last === undefined && tools.includes("look"))
    return { toolCalls: [{ name: "look", arguments: { fault } }] };
  if (last === undefined) return { text: "There are 7 left." };
  if (/data\\*":7/.test(last)) return { text: "There are 7 left." };
  if (results.length === 1 && tools.includes("other"))
    return { toolCalls: [{ name: "other", arguments: {} }] };
  return { text: `I could not find out: ${last.slice(0, 300)}` };
}

/** A provider of models that fails by the first part of its path: `/500/v1` answers 500, once or always. */
export async function startFaultyModels(): Promise<{ origin: string; close: () => Promise<void> }> {
  const asked = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = JSON.parse(Buffer.concat(pieces).toString("utf8")) as ChatRequest;
    const [, fault = "", how = ""] = (request.url ?? "").split("/");
    const count = asked.get(`${fault} ${how}`) ?? 0;
    asked.set(`${fault} ${how}`, count + 1);
    if (how === "once" && count > 0) stream(response, streamOf(body, { text: "There are 7 left." }));
    else fail(response, fault, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fail(response: ServerResponse, fault: string, body: ChatRequest): void {
  const said = faults[fault]?.answer() ?? {};
  if (said === "hang") return;
  const broken = fault === "truncated" ? streamOf(body, { text: "There are" }).slice(0, 2) : undefined;
  const wrong = fault === "wrong-schema" ? ['data: {"choices":"none"}\n\n', "data: [DONE]\n\n"] : undefined;
  const huge =
    fault === "ten-megabytes" ? streamOf(body, { text: `${"y".repeat(9_999)} `.repeat(1_000) }) : undefined;
  if (said === "reset") response.destroy();
  else if (broken) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(broken.join(""), () => response.destroy());
  } else if (wrong || huge) stream(response, wrong ?? huge ?? []);
  else {
    response.writeHead(said.status ?? 200, { "content-type": "application/json", ...said.headers });
    response.end(JSON.stringify(said.json));
  }
}

function stream(response: ServerResponse, events: string[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(events.join(""));
}
