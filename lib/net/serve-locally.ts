import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** Stands for somebody else's server in a test; `stop` drops open connections too, so that no test waits for another. */
export type LocalServer = { port: number; origin: string; server: Server; stop(): void };

/** Listens on a free port of 127.0.0.1. */
export async function serveLocally(listener: RequestListener): Promise<LocalServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port, origin: `http://127.0.0.1:${port}`, server, stop };
}

/** Writes a whole answer in one line. */
export function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body = "",
): void {
  response.writeHead(status, headers).end(body);
}

/** Collects what the client sent. */
export async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
