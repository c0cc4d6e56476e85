import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { createEgress, type EgressRequest } from "./egress.server.ts";

const servers: { close(): unknown }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<{ port: number; origin: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { port, origin: `http://127.0.0.1:${port}`, server };
}

const open = createEgress({ allowHosts: [], allowLoopback: true });
const closed = createEgress({ allowHosts: [] });
const denied = (message: RegExp = /./) =>
  expect.objectContaining({ code: "egress_denied", message: expect.stringMatching(message) });
const failed = (code: string) => expect.objectContaining({ code });

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body = "",
): void {
  response.writeHead(status, headers).end(body);
}

describe("addresses", () => {
  test.each([
    "http://127.0.0.1/",
    "http://127.255.255.254/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://0.0.0.0/",
    "http://0.1.2.3/",
    "http://224.0.0.1/",
    "http://239.255.255.255/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
    "http://198.18.0.1/",
    "http://192.0.2.1/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fd20:ce::254]/",
    "http://[ff02::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:a00:1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[::127.0.0.1]/",
    "http://[::7f00:1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001:db8::1]/",
    "http://[100::1]/",
    "http://[4000::1]/",
    // Other spellings.
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://134744072/",
    "http://0x08.8.8.8/",
    "http://127.0.0.1./",
    "http://localhost./",
    "http://example.com./",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://münchen.example/",
    "http://%31%32%37.0.0.1/",
    "http://exa%6dple.com/",
    "http://exam\u00adple.com/",
    "http://127.0.0.1\t/",
    "http://127.0.\n0.1/",
    " http://127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http:/127.0.0.1/",
    "http:127.0.0.1/",
    "http:///127.0.0.1/",
    "http://exa mple.com/",
    "http://127.0.0.1\u0000.example.com/",
    // Credentials and schemes.
    "http://user@example.com/",
    "http://user:pass@example.com/",
    "http://example.com@127.0.0.1/",
    "http://:secret@example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "data:text/plain,hello",
    "gopher://127.0.0.1:6379/_INFO",
    "javascript:alert(1)",
    "blob:http://127.0.0.1/x",
    "//127.0.0.1/",
    "127.0.0.1",
    "",
    "http://",
    "http://256.256.256.256/",
    "http://1.2.3.4.5/",
    "http://a..b/",
    "http://example.com:99999/",
  ])("refuses %j", async (url) => {
    await expect(closed.fetch({ url })).rejects.toEqual(denied());
    await expect(closed.asFetch()(url)).rejects.toEqual(denied());
  });

  test("says which host and what an owner can do", async () => {
    await expect(closed.fetch({ url: "http://10.1.2.3:8080/x" })).rejects.toEqual(
      denied(/"10\.1\.2\.3".*private address.*owner can allow it by adding 10\.1\.2\.3:8080/),
    );
    await expect(closed.fetch({ url: "http://169.254.169.254/" })).rejects.toEqual(
      denied(/cannot be allowed/),
    );
  });

  test("never repeats a password found in an address", async () => {
    const caught = await closed
      .fetch({ url: "http://user:hunter2@example.com:70000/" })
      .catch((error: Error) => error);
    expect(String(caught)).not.toContain("hunter2");
  });

  test("local only refuses everything, loopback and allowed hosts too", async () => {
    let calls = 0;
    const { port, origin } = await serve((_, response) => {
      calls += 1;
      answer(response, 200);
    });
    const local = createEgress({ allowHosts: [`127.0.0.1:${port}`], allowLoopback: true, denyAll: true });
    await expect(local.fetch({ url: origin })).rejects.toEqual(denied(/local only/));
    await expect(local.asFetch()(origin)).rejects.toEqual(denied(/local only/));
    await expect(local.pinHost("127.0.0.1", port)).rejects.toEqual(denied(/local only/));
    expect(calls).toBe(0);
  });

  test("no private IPv4 passes in any notation", async () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const privateIp = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(0), octet, octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
      fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
    );
    const base = fc.constantFrom("decimal", "octal", "hex", "padded");
    const write = (value: number, style: string) =>
      ({
        octal: `0${value.toString(8)}`,
        hex: `0x${value.toString(16)}`,
        padded: `0x000${value.toString(16)}`,
      })[style] ?? String(value);
    const hex = (a: number, b: number) => ((a << 8) | b).toString(16);
    const host = fc
      .tuple(privateIp, fc.array(base, { minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 10 }))
      .map(([[a, b, c, d], styles, shape]) => {
        const as = (value: number, index: number) => write(value, styles[index] ?? "decimal");
        const low = hex(c, d);
        if (shape === 1) return as(((a * 256 + b) * 256 + c) * 256 + d, 0);
        if (shape === 2) return `${as(a, 0)}.${as((b * 256 + c) * 256 + d, 1)}`;
        if (shape === 3) return `${as(a, 0)}.${as(b, 1)}.${as(c * 256 + d, 2)}`;
        if (shape === 4) return `[::ffff:${hex(a, b)}:${low}]`;
        if (shape === 5) return `[::ffff:${a}.${b}.${c}.${d}]`;
        if (shape === 6) return `[64:ff9b::${hex(a, b)}:${low}]`;
        if (shape === 7) return `[2002:${hex(a, b)}:${low}::1]`;
        if (shape === 8) return `[::${hex(a, b)}:${low}]`;
        return `${as(a, 0)}.${as(b, 1)}.${as(c, 2)}.${as(d, 3)}${shape === 10 ? "." : ""}`;
      });
    const scheme = fc.constantFrom("http", "https", "HTTP");
    await fc.assert(
      fc.asyncProperty(scheme, host, async (protocol, name) => {
        await expect(closed.fetch({ url: `${protocol}://${name}/`, timeoutMs: 2_000 })).rejects.toEqual(
          denied(),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("names", () => {
  test("refuses a name when any of its addresses is private", async () => {
    const egress = createEgress({ allowHosts: [] }, { resolve: async () => ["93.184.215.14", "10.0.0.1"] });
    await expect(egress.fetch({ url: "http://mixed.example/" })).rejects.toEqual(denied(/mixed\.example/));
    await expect(egress.pinHost("mixed.example", 25)).rejects.toEqual(denied());
  });

  test.each(["::ffff:10.0.0.1", "::ffff:a00:1", "fe80::1%eth0", "169.254.169.254", "0", "not an address"])(
    "refuses a name that resolves to %j",
    async (address) => {
      const egress = createEgress({ allowHosts: [] }, { resolve: async () => [address] });
      await expect(egress.fetch({ url: "https://name.example/" })).rejects.toEqual(denied());
    },
  );

  test("connects to the checked address however the name server answers later", async () => {
    const { port } = await serve((request, response) =>
      answer(response, 200, {}, String(request.headers.host)),
    );
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    let asked = 0;
    const egress = createEgress(
      { allowHosts: [], allowLoopback: true },
      {
        resolve: async () => {
          asked += 1;
          return answers.shift() ?? ["10.0.0.1"];
        },
      },
    );
    const response = await egress.fetch({ url: `http://rebind.example:${port}/` });
    expect(response.text()).toBe(`rebind.example:${port}`);
    expect(asked).toBe(1);
  });

  test("checks again when a new connection is opened after the name has moved", async () => {
    const { port } = await serve((_, response) => answer(response, 200, { connection: "close" }, "first"));
    const answers = [["127.0.0.1"]];
    const egress = createEgress(
      { allowHosts: [], allowLoopback: true },
      { resolve: async () => answers.shift() ?? ["169.254.169.254"] },
    );
    const url = `http://rebind.example:${port}/`;
    expect((await egress.fetch({ url })).text()).toBe("first");
    await expect(egress.fetch({ url })).rejects.toEqual(denied());
  });

  test("tries the next checked address when one refuses", async () => {
    const { port } = await serve((_, response) => answer(response, 200, {}, "second"));
    const egress = createEgress(
      { allowHosts: [], allowLoopback: true },
      { resolve: async () => ["127.0.0.2", "127.0.0.1"] },
    );
    expect((await egress.fetch({ url: `http://two.example:${port}/` })).text()).toBe("second");
  });

  test("keeps the name for TLS while it connects to the address", async () => {
    const names: string[] = [];
    const server = createTlsServer({
      SNICallback: (name, callback) => {
        names.push(name);
        callback(new Error("no certificate"));
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    const { port } = server.address() as AddressInfo;
    const egress = createEgress(
      { allowHosts: [], allowLoopback: true },
      { resolve: async () => ["127.0.0.1"] },
    );
    await expect(egress.fetch({ url: `https://secure.example:${port}/` })).rejects.toEqual(
      failed("ability_failed"),
    );
    expect(names).toEqual(["secure.example"]);
  });

  test("an unknown name is a failure that names the host", async () => {
    const egress = createEgress(
      { allowHosts: [] },
      { resolve: async () => Promise.reject(new Error("ENOTFOUND")) },
    );
    await expect(egress.fetch({ url: "http://nowhere.example/" })).rejects.toEqual(
      expect.objectContaining({
        code: "ability_failed",
        message: expect.stringContaining("nowhere.example"),
      }),
    );
  });

  test("pins a mail host and keeps its name for TLS", async () => {
    const egress = createEgress(
      { allowHosts: ["mail.corp.example:587"] },
      { resolve: async () => ["10.0.0.9"] },
    );
    expect(await egress.pinHost("mail.corp.example", 587)).toEqual({
      address: "10.0.0.9",
      host: "mail.corp.example",
      port: 587,
      servername: "mail.corp.example",
    });
    await expect(egress.pinHost("mail.corp.example", 25)).rejects.toEqual(denied());
    await expect(egress.pinHost("0x7f.1", 25)).rejects.toEqual(denied());
    await expect(closed.pinHost("::1", 25)).rejects.toEqual(denied());
    await expect(closed.pinHost("a@b", 25)).rejects.toEqual(denied());
  });
});

describe("allowed hosts", () => {
  const to = (address: string) => ({ resolve: async () => [address] });

  test.each([
    [["10.0.0.5"], "10.0.0.5", 80],
    [["10.0.0.5:8080"], "10.0.0.5", 8080],
    [["127.0.0.1:11434"], "127.0.0.1", 11434],
    [["[fd00::1]:443"], "fd00::1", 443],
    [["fd00::1"], "fd00:0::1", 443],
    [["*.corp.example"], "db.corp.example", 80],
    [["DB.Corp.Example"], "db.corp.example", 80],
  ])("%j opens %s:%d", async (allowHosts, host, port) => {
    const egress = createEgress({ allowHosts }, to("10.0.0.5"));
    expect((await egress.pinHost(host, port)).port).toBe(port);
  });

  test.each([
    [["10.0.0.5:8080"], "10.0.0.5", 8081],
    [["10.0.0.5"], "10.0.0.6", 80],
    [["*.corp.example"], "corp.example", 80],
    [["*.corp.example"], "evilcorp.example", 80],
    [["corp.example"], "db.corp.example", 80],
    [["corp.example"], "corp.example.evil.example", 80],
  ])("%j does not open %s:%d", async (allowHosts, host, port) => {
    await expect(createEgress({ allowHosts }, to("10.0.0.5")).pinHost(host, port)).rejects.toEqual(denied());
  });

  test.each([
    "169.254.169.254",
    "[::ffff:10.0.0.1]",
    "0.0.0.0",
    "[64:ff9b::a00:1]",
    "224.0.0.1",
    "[fe80::1]",
  ])("cannot open %s", async (entry) => {
    const egress = createEgress({ allowHosts: [entry] });
    await expect(egress.fetch({ url: `http://${entry}/` })).rejects.toEqual(denied(/cannot be allowed/));
  });

  test("an allowed name that resolves to a metadata address stays refused", async () => {
    const egress = createEgress({ allowHosts: ["db.corp.example"] }, to("169.254.169.254"));
    await expect(egress.fetch({ url: "http://db.corp.example/" })).rejects.toEqual(
      denied(/cannot be allowed/),
    );
  });

  test.each([
    "",
    "*",
    "*.",
    "http://a.example",
    "a.example/x",
    "a b",
    "0x7f.1",
    "2130706433",
    "a:0",
    "a:70000",
    "*.10.0.0.1",
    "a.",
    "10.0.0.0/8",
  ])("refuses the entry %j", (entry) => {
    expect(() => createEgress({ allowHosts: [entry] })).toThrow(failed("invalid_input"));
  });
});

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
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1_048_576);
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
