import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type ChatReply, type ChatRequest, completionOf, embeddingsOf, streamOf } from "./openai-wire.ts";

/** What the server does with a chat request: a reply, a function that makes one, a list to work off, or a fault. */
export type OpenAiBehaviour =
  | { kind: "reply"; reply: ChatReply }
  | { kind: "handler"; handle: (request: ChatRequest, index: number) => ChatReply | Promise<ChatReply> }
  /** Streams the first events of the reply, and the rest when the test lets go: an answer caught in its middle. */
  | { kind: "held"; reply: ChatReply; events: number; until: Promise<unknown> }
  | { kind: "scripted"; replies: readonly (ChatReply | OpenAiFault)[] }
  | OpenAiFault;

/** A way in which a provider can fail. */
export type OpenAiFault =
  | { kind: "unauthorized" }
  | { kind: "rate-limited"; retryAfterSeconds?: number }
  | { kind: "server-error" }
  | { kind: "garbage" }
  | { kind: "hang" }
  /** Streams this much of a reply and then drops the connection, or ends it politely without its closing signal. */
  | { kind: "truncate"; reply: ChatReply; politely?: boolean }
  | { kind: "slow"; reply: ChatReply; delayMs: number };

/** A request as the server received it. */
export type RecordedRequest = {
  path: string;
  authorization: string | undefined;
  body: ChatRequest;
  aborted: boolean;
};

/** A running server; `baseUrl` ends in /v1. */
export type OpenAiServer = {
  baseUrl: string;
  requests: RecordedRequest[];
  set: (behaviour: OpenAiBehaviour) => void;
  /** Answers every request for embeddings with this status; null goes on as before. */
  failEmbeddings: (status: number | null) => void;
  close: () => Promise<void>;
};

/** Starts an OpenAI-compatible server, which refuses prompts above its `window` at four characters a token, on 127.0.0.1, for wire tests and for measuring without a model's own delay. */
export async function startOpenAiServer(
  behaviour: OpenAiBehaviour,
  options: { port?: number; record?: boolean; embed?: (text: string) => number[]; window?: number } = {},
): Promise<OpenAiServer> {
  let current = behaviour;
  let position = 0;
  let embeddingFault: number | null = null;
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    serve(request, response).catch((caught: unknown) => {
      // A test's handler threw: the client must see it rather than wait.
      if (!response.headersSent) sendError(response, 500, String(caught));
      else response.destroy();
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (request.method === "GET" && path === "/v1/models") {
      sendJson(response, {
        object: "list",
        data: [{ id: "test-model", object: "model", created: 0, owned_by: "test" }],
      });
      return;
    }
    const body = JSON.parse(await readBody(request)) as ChatRequest;
    const recorded: RecordedRequest = {
      path,
      authorization: request.headers.authorization,
      body,
      aborted: false,
    };
    response.on("close", () => {
      recorded.aborted = !response.writableFinished;
    });
    // A load test would otherwise keep every prompt in memory.
    if (options.record !== false) requests.push(recorded);
    if (path === "/v1/embeddings" && embeddingFault !== null)
      sendError(response, embeddingFault, "No embeddings now.");
    else if (path === "/v1/embeddings") sendJson(response, embeddingsOf(body, options.embed));
    else if (path === "/v1/chat/completions") await act(current, body, response);
    else sendError(response, 404, `There is nothing at ${path}.`);
  }

  async function act(what: OpenAiBehaviour, body: ChatRequest, response: ServerResponse): Promise<void> {
    const { window = Number.POSITIVE_INFINITY } = options;
    const tokens = Math.ceil(JSON.stringify([body.messages, body.tools ?? []]).length / 4);
    if (tokens > window) {
      const said = `This model's maximum context length is ${window} tokens. However, your messages resulted in ${tokens} tokens.`;
      return sendError(response, 400, said, "context_length_exceeded");
    }
    switch (what.kind) {
      case "reply":
        return send(response, body, what.reply);
      case "handler":
        return send(response, body, await what.handle(body, position++));
      case "held": {
        const events = streamOf(body, what.reply);
        response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
        response.write(events.slice(0, what.events).join(""));
        await what.until;
        response.end(events.slice(what.events).join(""));
        return;
      }
      case "scripted": {
        const step = what.replies[position++];
        if (!step) return sendError(response, 500, `No reply is scripted for request ${position}.`);
        return "kind" in step ? act(step, body, response) : send(response, body, step);
      }
      case "unauthorized":
        return sendError(response, 401, "Incorrect API key provided.", "invalid_api_key");
      case "rate-limited":
        if (what.retryAfterSeconds !== undefined)
          response.setHeader("retry-after", String(what.retryAfterSeconds));
        return sendError(response, 429, "Rate limit reached.", "rate_limit_exceeded");
      case "server-error":
        return sendError(response, 500, "The server had an error.");
      case "garbage":
        response.writeHead(200, { "content-type": body.stream ? "text/event-stream" : "application/json" });
        response.end("data: {not json at all\n\n<html>\n\n");
        return;
      case "hang":
        return;
      case "truncate": {
        const chunks = streamOf(body, what.reply).slice(0, -3);
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(chunks.join(""));
        if (what.politely) response.end();
        else setTimeout(() => response.destroy(), 20);
        return;
      }
      case "slow":
        await new Promise((resolve) => setTimeout(resolve, what.delayMs));
        return send(response, body, what.reply);
    }
  }

  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    failEmbeddings: (status) => {
      embeddingFault = status;
    },
    set: (next) => {
      current = next;
      position = 0;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function send(response: ServerResponse, body: ChatRequest, reply: ChatReply): void {
  if (!body.stream) {
    sendJson(response, completionOf(body, reply));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.end(streamOf(body, reply).join(""));
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

function sendError(
  response: ServerResponse,
  status: number,
  message: string,
  code: string | null = null,
): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message, type: "error", param: null, code } }));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8") || "{}";
}
