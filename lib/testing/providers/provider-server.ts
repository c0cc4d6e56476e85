import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ChatReply } from "../openai-wire.ts";
import type { AskedTurn, WireDialect, WireRequest } from "./wire-dialect.ts";

/** A way in which the service can fail; `garbage` is a success that is no answer. */
export type ProviderFault = { status: 401 | 429 | 500; retryAfterSeconds?: number } | { status: "garbage" };

/** Makes the reply to a request, or says how to fail. */
export type ProviderHandler = (asked: AskedTurn) => ChatReply | ProviderFault;

/** A running imitation of a provider; `asked` holds what it understood, `refused` why it would not. */
export type ProviderServer = {
  origin: string;
  asked: AskedTurn[];
  refused: string[];
  set: (handler: ProviderHandler) => void;
  close: () => Promise<void>;
};

/** Starts a server on 127.0.0.1 that speaks one provider's wire format and is as strict as the real one. */
export async function startProviderServer(
  wire: WireDialect,
  handler: ProviderHandler,
): Promise<ProviderServer> {
  let current = handler;
  const asked: AskedTurn[] = [];
  const refused: string[] = [];
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((caught: unknown) => {
      refused.push(String(caught));
      if (!response.headersSent) send(response, 500, wire.error(500, String(caught)));
      else response.destroy();
    });
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await receive(incoming);
    const refuse = (status: number, message: string) => {
      refused.push(message);
      send(response, status, wire.error(status, message));
    };
    if (!wire.isAddress(request)) return refuse(404, `Nothing answers at ${request.path}.`);
    if (!wire.isKeyed(request)) return refuse(401, "The key is not valid.");
    let turn: AskedTurn;
    try {
      turn = wire.read(request);
    } catch (caught) {
      return refuse(400, caught instanceof Error ? caught.message : String(caught));
    }
    asked.push(turn);
    const reply = current(turn);
    if ("status" in reply) {
      if (reply.status === "garbage") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end("data: {this is no JSON\n\n<html>");
        return;
      }
      if (reply.retryAfterSeconds !== undefined)
        response.setHeader("retry-after", String(reply.retryAfterSeconds));
      return send(response, reply.status, wire.error(reply.status, "It did not go well."));
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const usage = reply.usage ?? { inputTokens: 1000, outputTokens: 100 };
    for (const event of wire.stream({ ...reply, usage }, turn)) response.write(event);
    response.end();
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    refused,
    set: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<WireRequest> {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece);
  return {
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: JSON.parse(Buffer.concat(pieces).toString("utf8") || "{}"),
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
