import type { IncomingMessage, RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createEgress, type EgressRequest } from "./egress.server.ts";
import { answer, readBody, serveLocally } from "./serve-locally.ts";

const stops: (() => unknown)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serve(listener: RequestListener) {
  const local = await serveLocally(listener);
  stops.push(local.stop);
  return local;
}

const open = createEgress({ allowHosts: [], allowLoopback: true });
const denied = (message = /./) =>
  expect.objectContaining({ code: "egress_denied", message: expect.stringMatching(message) });
const failed = (code: string) => expect.objectContaining({ code });

describe("redirects", () => {
  test.each([
    "http://169.254.169.254/latest/",
    "//169.254.169.254/",
    "http://2852039166/",
    "http://[::ffff:a9fe:a9fe]/",
  ])("refuses one to %s", async (location) => {
    const { origin } = await serve((_, response) => answer(response, 302, { location }));
    await expect(open.fetch({ url: origin })).rejects.toEqual(denied());
    await expect(open.asFetch()(origin)).rejects.toEqual(denied());
  });

  test.each(["file:///etc/passwd", "gopher://x/", "http://user:pw@example.com/", "javascript:1"])(
    "refuses one to %s",
    async (location) => {
      const { origin } = await serve((_, response) => answer(response, 301, { location }));
      await expect(open.fetch({ url: origin })).rejects.toEqual(denied());
    },
  );

  test("refuses one that leaves an allowed host for another private port", async () => {
    const secret = await serve((_, response) => answer(response, 200, {}, "secret"));
    const front = await serve((_, response) => answer(response, 302, { location: secret.origin }));
    const egress = createEgress({ allowHosts: [`127.0.0.1:${front.port}`] });
    await expect(egress.fetch({ url: front.origin })).rejects.toEqual(denied());
  });

  test("drops every credential when one crosses to another origin, and keeps them within one", async () => {
    const seen: IncomingMessage["headers"][] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers);
      answer(response, 200);
    });
    const first = await serve((request, response) => {
      seen.push(request.headers);
      if (request.url === "/") answer(response, 302, { location: "/same" });
      else answer(response, 302, { location: other.origin });
    });
    const headers = {
      authorization: "Bearer s",
      cookie: "c=1",
      "x-api-key": "k",
      "api-key": "k2",
      accept: "text/plain",
    };
    await open.fetch({ url: `${first.origin}/`, headers });
    expect(seen[0]).toMatchObject(headers);
    expect(seen[1]).toMatchObject(headers);
    expect(seen[2]).toMatchObject({ accept: "text/plain" });
    for (const name of ["authorization", "cookie", "x-api-key", "api-key"])
      expect(seen[2]).not.toHaveProperty(name);
  });

  test.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [302, "PUT", "PUT", "data"],
    [307, "POST", "POST", "data"],
    [308, "POST", "POST", "data"],
  ])("%d turns %s into %s", async (status, method, expected, body) => {
    let seen = "";
    const { origin } = await serve(async (request, response) => {
      const text = await readBody(request);
      if (request.url === "/") return answer(response, status, { location: "/next" });
      seen = `${request.method} ${text}`;
      answer(response, 200);
    });
    const response = await open.fetch({ url: `${origin}/`, method, body: "data" });
    expect(seen).toBe(`${expected} ${body}`);
    expect(response).toMatchObject({ status: 200, url: `${origin}/next`, redirects: 1 });
  });

  test("stops after five", async () => {
    let hops = 0;
    const { origin } = await serve((_, response) => {
      hops += 1;
      answer(response, 302, { location: "/again" });
    });
    await expect(open.fetch({ url: origin })).rejects.toEqual(denied(/more than 5 times/));
    expect(hops).toBe(6);
    await expect(open.fetch({ url: origin, maxRedirects: 0 })).rejects.toEqual(denied());
  });
});

describe("limits", () => {
  const get = (url: string, more: Partial<EgressRequest> = {}) => open.fetch({ url, ...more });

  test("refuses a body that announces too much, and one that does not", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/announced")
        return answer(response, 200, { "content-length": "3000000" }, "x".repeat(3_000_000));
      response.writeHead(200);
      const write = () => {
        if (response.destroyed) return;
        response.write("x".repeat(65_536));
        setImmediate(write);
      };
      write();
    });
    await expect(get(`${origin}/announced`)).rejects.toEqual(denied(/larger than 2 MB/));
    await expect(get(`${origin}/endless`)).rejects.toEqual(denied(/larger than 2 MB/));
  });

  test("hands back the beginning when asked to truncate", async () => {
    const { origin } = await serve((_, response) => answer(response, 200, {}, "abcdefgh".repeat(100_000)));
    const response = await get(origin, { maxBytes: 10, truncate: true });
    expect(response.text()).toBe("abcdefghab");
    expect(response.isTruncated).toBe(true);
    expect((await get(origin)).isTruncated).toBe(false);
  });

  test("counts after decompression", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1_048_576));
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": bomb.length });
      response.end(bomb);
    });
    expect(bomb.length).toBeLessThan(2_097_152);
    const before = process.memoryUsage().rss;
    await expect(get(origin)).rejects.toEqual(denied(/larger than 2 MB/));
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1_048_576);
    await expect(
      open
        .asFetch({ maxBytes: 1000 })(origin)
        .then((response) => response.text()),
    ).rejects.toEqual(denied());
  });

  test("reads compressed answers", async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync("packed"));
    });
    expect((await get(origin)).text()).toBe("packed");
    const streamed = await open.asFetch()(origin);
    expect(streamed.headers.has("content-encoding")).toBe(false);
    expect(await streamed.text()).toBe("packed");
  });

  test.each(["/silent", "/trickle"])("times out on %s", async (path) => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/silent") return;
      response.writeHead(200);
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    });
    const started = Date.now();
    await expect(get(`${origin}${path}`, { timeoutMs: 200 })).rejects.toEqual(failed("ability_timeout"));
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test("times out on a name server that never answers", async () => {
    const egress = createEgress({ allowHosts: [] }, { resolve: () => new Promise(() => undefined) });
    await expect(egress.fetch({ url: "http://slow.example/", timeoutMs: 100 })).rejects.toEqual(
      failed("ability_timeout"),
    );
  });

  test("stops when the caller cancels, and closes the connection", async () => {
    const gone = Promise.withResolvers<void>();
    const { origin } = await serve((request) => void request.on("close", () => gone.resolve()));
    const controller = new AbortController();
    const call = get(origin, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(call).rejects.toEqual(failed("cancelled"));
    await gone.promise;
    await expect(get(origin, { signal: controller.signal })).rejects.toEqual(failed("cancelled"));
  });

  test("a refused connection and a garbled answer are failures that name the host", async () => {
    const server = createTcpServer((socket) => void socket.resume().end("garbage\r\n\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toEqual(failed("ability_failed"));
    await new Promise((resolve) => server.close(resolve));
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toEqual(
      expect.objectContaining({
        code: "ability_failed",
        message: expect.stringMatching(/"127\.0\.0\.1".*refused/),
      }),
    );
  });
});

describe("requests", () => {
  test("answers with any status, and sends method, headers and body", async () => {
    const { origin } = await serve(async (request, response) => {
      const { method, headers } = request;
      answer(
        response,
        500,
        { "x-back": "1" },
        JSON.stringify({ method, type: headers["content-type"], body: await readBody(request) }),
      );
    });
    const response = await open.fetch({
      url: origin,
      method: "post",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(response.status).toBe(500);
    expect(response.headers.get("x-back")).toBe("1");
    expect(JSON.parse(response.text())).toEqual({ method: "POST", type: "application/json", body: "{}" });
    expect((await open.fetch({ url: origin, method: "HEAD" })).status).toBe(500);
  });

  test("does not let a caller set the headers of the connection", async () => {
    const seen: IncomingMessage["headers"][] = [];
    const { origin, port } = await serve((request, response) => {
      seen.push(request.headers);
      answer(response, 200);
    });
    await open.fetch({
      url: origin,
      headers: { host: "metadata.internal", "transfer-encoding": "chunked", te: "trailers" },
    });
    expect(seen[0]).toMatchObject({ host: `127.0.0.1:${port}`, "user-agent": "Aimwright" });
    expect(seen[0]).not.toHaveProperty("transfer-encoding");
  });

  test("refuses header injection, odd methods and bodies on GET", async () => {
    const url = "http://127.0.0.1:1/";
    await expect(open.fetch({ url, headers: { a: "b\r\nc: d" } })).rejects.toEqual(failed("invalid_input"));
    await expect(open.fetch({ url, method: "CONNECT" })).rejects.toEqual(failed("invalid_input"));
    await expect(open.fetch({ url, method: "GET\r\nX: y" })).rejects.toEqual(failed("invalid_input"));
    await expect(open.fetch({ url, body: "x" })).rejects.toEqual(failed("invalid_input"));
  });
});

describe("as a fetch function", () => {
  test("streams as the bytes come", async () => {
    const release = Promise.withResolvers<void>();
    const { origin } = await serve(async (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("one");
      await release.promise;
      response.end("two");
    });
    const response = await open.asFetch()(origin);
    expect(response).toBeInstanceOf(Response);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe("one");
    release.resolve();
    expect((await reader?.read())?.value).toBe("two");
    expect((await reader?.read())?.done).toBe(true);
  });

  test("closes the connection when the reader walks away", async () => {
    const gone = Promise.withResolvers<void>();
    const { origin } = await serve((_, response) => {
      response.on("close", () => gone.resolve());
      response.writeHead(200).write("one");
    });
    const response = await open.asFetch()(origin);
    await response.body?.cancel();
    await gone.promise;
  });

  test("carries the caller's abort into a body that is being read", async () => {
    const { origin } = await serve((_, response) => void response.writeHead(200).write("one"));
    const controller = new AbortController();
    const response = await open.asFetch()(origin, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(response.text()).rejects.toMatchObject({ name: "AbortError" });
  });

  test("gives up on silence before and within the answer", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/started") response.writeHead(200).write("one");
    });
    const call = open.asFetch({ idleTimeoutMs: 100 });
    await expect(call(`${origin}/silent`)).rejects.toEqual(failed("ability_timeout"));
    await expect(call(`${origin}/started`).then((response) => response.text())).rejects.toEqual(
      failed("ability_timeout"),
    );
  });

  test("takes Request objects, forms and byte bodies", async () => {
    const { origin } = await serve(async (request, response) => {
      answer(
        response,
        200,
        {},
        `${request.method} ${request.headers["content-type"]} ${await readBody(request)}`,
      );
    });
    const call = open.asFetch();
    const text = async (input: string | Request, init?: RequestInit) => (await call(input, init)).text();
    expect(await text(new Request(origin, { method: "PUT", body: "x" }))).toBe(
      "PUT text/plain;charset=UTF-8 x",
    );
    expect(await text(origin, { method: "POST", body: new TextEncoder().encode("bytes") })).toContain(
      "bytes",
    );
    const form = new FormData();
    form.set("field", "value");
    expect(await text(origin, { method: "POST", body: form })).toMatch(
      /multipart\/form-data; boundary=.*field/s,
    );
  });

  test("answers without a body where HTTP has none", async () => {
    const { origin } = await serve((_, response) => answer(response, 204));
    const response = await open.asFetch()(new URL(origin));
    expect(response.status).toBe(204);
    expect(await response.text()).toBe("");
  });

  test("keeps network failures in their native shape", async () => {
    const { origin, server } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    await expect(open.asFetch()(origin)).rejects.toBeInstanceOf(TypeError);
  });
});
