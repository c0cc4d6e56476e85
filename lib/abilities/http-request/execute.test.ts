import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { bindEgress } from "#lib/net/bind-egress.server.ts";
import { createEgress } from "#lib/net/egress.server.ts";
import type { AbilityContext } from "../execute-ability.ts";
import { httpRequestDefinition } from "./definition.ts";
import { httpRequestExecutor } from "./execute.server.ts";
import { fillJson, fillUrl, findPlaceholders, fixedHost } from "./template.ts";

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

const running: { close(): void }[] = [];

afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

async function serve(respond: RequestListener): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const json =
  (value: unknown, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));

function context(
  secrets: Record<string, string> = {},
  options: { allowLoopback?: boolean; signal?: AbortSignal } = {},
) {
  const { allowLoopback = true, signal = new AbortController().signal } = options;
  const given: Partial<AbilityContext> = {
    runId: "run-1",
    idempotencyKey: "run-1/step-4",
    signal,
    secret: async (name) => secrets[name],
    http: bindEgress(createEgress({ allowHosts: [], allowLoopback }), signal),
    artifacts: {
      create: async ({ name, mediaType, content }) => ({
        id: "artifact-1",
        name,
        mediaType,
        size: content.byteLength,
        sha256: "",
      }),
      remove: async () => {},
    },
  };
  return given as AbilityContext;
}

const settings = (given: object) => httpRequestDefinition.settings.parse(given);
const failed = (code: string) => expect.objectContaining({ code });

describe("a call", () => {
  test("fills address, query, headers and JSON body, and returns the parsed answer", async () => {
    const { origin, seen } = await serve(json({ ok: true }, 201));
    const given = settings({
      method: "POST",
      url: `${origin}/orders/{order_id}/refunds`,
      query: [
        { name: "by", value: "{who}" },
        { name: "note", value: "{note?}" },
      ],
      headers: [{ name: "X-Trace", value: "t-{order_id}" }],
      bodyType: "json",
      body: '{ "amount": "{amount}", "text": "Refund of {amount}", "note": "{note?}", "lines": [{ "id": "{order_id}" }] }',
    });
    const args = { order_id: "a/b c", who: "ann & bob", amount: 12.5 };
    expect(httpRequestDefinition.arguments(given).parse(args)).toEqual(args);
    const result = await httpRequestExecutor.act(context(), given, args);
    expect(result).toEqual({ result: { status: 201, data: { ok: true } }, isError: false });
    expect(seen[0]).toMatchObject({
      method: "POST",
      url: "/orders/a%2Fb%20c/refunds?by=ann+%26+bob",
      headers: {
        "idempotency-key": "run-1/step-4",
        "x-trace": "t-a/b c",
        "content-type": "application/json",
      },
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      amount: 12.5,
      text: "Refund of 12.5",
      lines: [{ id: "a/b c" }],
    });
  });

  test("that only reads carries no idempotency key", async () => {
    const { origin, seen } = await serve(json([]));
    await httpRequestExecutor.act(context(), settings({ url: origin }), {});
    expect(seen[0]?.headers).not.toHaveProperty("idempotency-key");
  });

  test("signs in by bearer, header or user name, and hides an echoed secret", async () => {
    const { origin, seen } = await serve((request, response) =>
      response.end(`you sent ${JSON.stringify(request.headers)}`),
    );
    const world = context({ KEY: "ann:hunter2hunter2" });
    const call = (auth: string) =>
      httpRequestExecutor.act(world, settings({ url: origin, auth, secret: "KEY" }), {});
    const results = [await call("bearer"), await call("header"), await call("basic")];
    expect(seen[0]?.headers.authorization).toBe("Bearer ann:hunter2hunter2");
    expect(seen[1]?.headers["x-api-key"]).toBe("ann:hunter2hunter2");
    expect(seen[2]?.headers.authorization).toBe(
      `Basic ${Buffer.from("ann:hunter2hunter2").toString("base64")}`,
    );
    for (const { result } of results) {
      expect(JSON.stringify(result)).toContain("[secret]");
      expect(JSON.stringify(result)).not.toContain("hunter2");
      expect(JSON.stringify(result)).not.toContain(Buffer.from("ann:hunter2hunter2").toString("base64"));
    }
  });

  test("without its secret is the author's to mend", async () => {
    const given = settings({ url: "http://127.0.0.1:1/", auth: "bearer", secret: "KEY" });
    await expect(httpRequestExecutor.act(context(), given, {})).rejects.toEqual(
      failed("provider_unauthorized"),
    );
  });

  test("cannot reach a private address or smuggle a header", async () => {
    const { origin, seen } = await serve(json({}));
    const world = context({}, { allowLoopback: false });
    await expect(httpRequestExecutor.act(world, settings({ url: origin }), {})).rejects.toEqual(
      failed("egress_denied"),
    );
    const given = settings({ url: origin, headers: [{ name: "X-Note", value: "{note}" }] });
    const args = { note: "a\r\nX-Admin: 1" };
    await expect(httpRequestExecutor.act(context(), given, args)).rejects.toEqual(failed("invalid_input"));
    expect(seen).toEqual([]);
  });
});

test("a draft with a broken body template fails as the author's, not as a crash", async () => {
  const given = settings({ method: "POST", url: "http://127.0.0.1:1/", bodyType: "json", body: "{" });
  await expect(httpRequestExecutor.act(context(), given, {})).rejects.toEqual(failed("blueprint_invalid"));
});

describe("an answer", () => {
  test("of 400 and above is an error the agent can read", async () => {
    const { origin } = await serve(json({ error: "no such order" }, 404));
    expect(await httpRequestExecutor.act(context(), settings({ url: origin }), {})).toEqual({
      result: { status: 404, data: { error: "no such order" } },
      isError: true,
    });
  });

  test("that is long is cut, that is not text is described, that is empty or mislabelled is kept", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/long") response.end("x".repeat(5000));
      else if (request.url === "/image")
        response.writeHead(200, { "content-type": "image/png" }).end("\u0089PNG");
      else if (request.url === "/broken")
        response.writeHead(200, { "content-type": "application/json" }).end("{oops");
      else response.writeHead(204).end();
    });
    const get = async (path: string) =>
      (await httpRequestExecutor.act(context(), settings({ url: `${origin}${path}`, resultLimit: 1000 }), {}))
        .result;
    expect(await get("/long")).toEqual({
      status: 200,
      data: `${"x".repeat(1000)}… (5000 characters)`,
      shortened: expect.objectContaining({ bytes: 5000, keptAs: "127.0.0.1-answer.txt" }),
    });
    expect(await get("/image")).toMatchObject({ status: 200, contentType: "image/png" });
    expect(await get("/broken")).toMatchObject({ status: 200, data: "{oops", problem: expect.any(String) });
    expect(await get("/empty")).toEqual({ status: 204 });
  });

  test.each([
    [429, { "retry-after": "2" }, { afterMs: 2000 }],
    [503, {}, { afterMs: null }],
    [500, { "retry-after": "soon" }, { afterMs: null }],
    [404, { "retry-after": "2" }, undefined],
    [400, {}, undefined],
  ])("of status %i with %j is sent once and says whether to try again", async (status, headers, retry) => {
    const { origin, seen } = await serve((_, response) => response.writeHead(status, headers).end("later"));
    const result = await httpRequestExecutor.act(context(), settings({ method: "POST", url: origin }), {});
    expect(result).toEqual({ result: { status, data: "later" }, isError: true, ...(retry ? { retry } : {}) });
    expect(seen.map((call) => call.headers["idempotency-key"])).toEqual(["run-1/step-4"]);
  });

  test("that is no JSON is an error of a read, never of a write", async () => {
    const { origin } = await serve((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end('{"half":'),
    );
    const read = await httpRequestExecutor.act(context(), settings({ url: origin }), {});
    expect(read).toMatchObject({ isError: true, retry: { afterMs: null } });
    const write = await httpRequestExecutor.act(context(), settings({ method: "POST", url: origin }), {});
    expect(write).toMatchObject({ isError: false, result: { problem: expect.stringContaining("cut off") } });
    expect(write.retry).toBeUndefined();
  });
});

describe("templates", () => {
  test("no filling changes the host, leaves its path segment or adds a query", () => {
    const nasty = fc.constantFrom(
      "..",
      ".",
      "../..",
      "..\\..",
      "@evil.example",
      "//evil.example",
      "?a=b",
      "#x",
      "%2e%2e",
      "%2F..",
      "\r\n",
    );
    const value = fc.oneof(
      fc.string(),
      nasty,
      fc.string({ unit: "grapheme" }),
      fc.tuple(nasty, nasty).map((two) => two.join("")),
    );
    fc.assert(
      fc.property(value, value, (a, b) => {
        const url = fillUrl("https://api.example.com:8443/v1/{a}/x{b}/end?q={b}", { a, b });
        if (!url) return;
        expect(url.host).toBe("api.example.com:8443");
        expect(url.username + url.password + url.hash).toBe("");
        const segments = url.pathname.split("/");
        expect(segments).toHaveLength(5);
        expect([segments[1], segments[4]]).toEqual(["v1", "end"]);
        expect([...url.searchParams.keys()]).toEqual(["q"]);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["..", ".", "../admin", "a/../../admin", "..\\admin"])(
    "a path cannot be left with %j",
    async (id) => {
      const result = await httpRequestExecutor.act(
        context(),
        settings({ url: "https://api.example.com/o/{id}/x" }),
        { id },
      );
      expect(result.isError).toBe(true);
    },
  );

  test.each([
    ["https://api.example.com/{a}", "api.example.com"],
    ["https://API.example.com:8080?x={a}", "api.example.com:8080"],
    ["https://{host}/x", undefined],
    ["https://api.{host}/x", undefined],
    ["https://api.example.com{a}", undefined],
    ["https://api.example.com:{port}/", undefined],
    ["https://user:{pw}@api.example.com/", undefined],
    ["https:\\\\api.example.com/", undefined],
    ["{scheme}://api.example.com/", undefined],
    ["ftp://api.example.com/", undefined],
    ["/relative", undefined],
  ])("the host of %j is %s", (template, host) => expect(fixedHost(template)).toBe(host));

  test("a JSON filling can neither add keys nor end a string", () => {
    const filled = fillJson(
      { note: "{note}", keep: "say {note}", list: ["{gone?}", "{note}"] },
      { note: '", "admin": true, "x": "' },
    );
    expect(Object.keys(filled as object)).toEqual(["note", "keep", "list"]);
    expect(filled).toMatchObject({ list: ['", "admin": true, "x": "'] });
  });

  test("gaps are found once; optional only when nothing insists", () => {
    expect(findPlaceholders(["{a?}/{b}", "{a} {c?} { d } {1}"])).toEqual([
      { name: "a", isOptional: false },
      { name: "b", isOptional: false },
      { name: "c", isOptional: true },
    ]);
  });
});

describe("the definition", () => {
  const problems = (given: object) =>
    httpRequestDefinition.check(settings(given)).map((problem) => problem.field);

  test("parses a half-filled draft and says what is missing", () => {
    expect(problems({})).toEqual(["url"]);
    expect(problems({ url: "https://{host}/x" })).toEqual(["url"]);
    expect(problems({ url: "https://a.example/", auth: "bearer" })).toEqual(["secret"]);
    expect(problems({ url: "http://a.example/", auth: "bearer", secret: "K" })).toEqual(["url"]);
    expect(problems({ url: "https://a.example/", headers: [{ name: "Host", value: "x" }] })).toEqual([
      "headers.0.name",
    ]);
    expect(problems({ url: "https://a.example/", bodyType: "json", body: "{}" })).toEqual(["bodyType"]);
    expect(problems({ url: "https://a.example/", method: "POST", bodyType: "json", body: "{x" })).toEqual([
      "body",
    ]);
    expect(problems({ url: "https://a.example/", auth: "header", secret: "K", authHeader: "Host" })).toEqual([
      "authHeader",
    ]);
    expect(problems({ url: "https://a.example/{id}" })).toEqual([]);
  });

  test("names its hosts and secrets, never the secret itself", () => {
    const given = settings({ url: "https://a.example:8443/{id}?k={k}", auth: "bearer", secret: "KEY" });
    expect(httpRequestDefinition.asks(given)).toEqual({ hosts: ["a.example:8443"], secrets: ["KEY"] });
    expect(httpRequestDefinition.asks(settings({ url: "https://{x}/" }))).toEqual({});
  });
});
