import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { createEgress } from "./egress.server.ts";
import { answer, serveLocally } from "./serve-locally.ts";

const stops: (() => unknown)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serve(listener: RequestListener) {
  const local = await serveLocally(listener);
  stops.push(local.stop);
  return local;
}

const closed = createEgress({ allowHosts: [] });
const denied = (message = /./) =>
  expect.objectContaining({ code: "egress_denied", message: expect.stringMatching(message) });
const failed = (code: string) => expect.objectContaining({ code });

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

  test("local only reaches this machine and listed internal hosts, and looks no other name up", async () => {
    const { port, origin } = await serve((_, response) => answer(response, 200));
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return host === "inside.example" ? ["127.0.0.1"] : ["93.184.216.34"];
    };
    const policy = { allowHosts: ["inside.example", "listed.example"], allowLoopback: true, localOnly: true };
    const local = createEgress(policy, { resolve });
    expect((await local.fetch({ url: origin })).status).toBe(200);
    expect((await local.fetch({ url: `http://inside.example:${port}/` })).status).toBe(200);
    for (const url of ["https://example.com/", "http://93.184.216.34/", "http://[2606:4700::1111]/"]) {
      await expect(local.fetch({ url })).rejects.toEqual(denied(/local only/));
      await expect(local.asFetch()(url)).rejects.toEqual(denied(/local only/));
    }
    await expect(local.pinHost("mail.example.com", 25)).rejects.toEqual(denied(/local only/));
    // A listed name that leads outside is refused by its address.
    await expect(local.fetch({ url: "https://listed.example/" })).rejects.toEqual(denied(/local only/));
    expect(asked).toEqual(["inside.example", "listed.example"]);
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
    stops.push(() => server.close());
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
