import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as a mock system received it. */
export type SeenCall = {
  method: string;
  path: string;
  /** The path with its query, exactly as it was sent. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
};

/** What a mock system answers; `hang` never answers. */
export type MockAnswer =
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string; contentType?: string }
  | "hang"
  /** Drops the connection without a word. */
  | "reset";

/** A small outside system on 127.0.0.1 that a test scripts; it speaks plain HTTP. */
export type MockSystem = {
  origin: string;
  calls: SeenCall[];
  callsTo: (path: string) => SeenCall[];
  close: () => Promise<void>;
};

/** Starts a system whose answer to each call is made by `answer`; `count` is how often this path was called before. */
export async function startMockSystem(
  answer: (call: SeenCall, count: number) => MockAnswer,
): Promise<MockSystem> {
  const calls: SeenCall[] = [];
  const callsTo = (path: string) => calls.filter((call) => call.path === path);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call: SeenCall = {
        method: request.method ?? "",
        path: (request.url ?? "").split("?")[0] ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
        at: Date.now(),
      };
      const before = callsTo(call.path).length;
      calls.push(call);
      const said = answer(call, before);
      if (said === "hang") return;
      if (said === "reset") return void request.socket.destroy();
      const contentType = said.contentType ?? (said.text === undefined ? "application/json" : "text/plain");
      response.writeHead(said.status ?? 200, { "content-type": contentType, ...said.headers });
      response.end(said.text ?? JSON.stringify(said.json ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    callsTo,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
