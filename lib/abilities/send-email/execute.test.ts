import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { bindEgress } from "#lib/net/bind-egress.server.ts";
import { createEgress } from "#lib/net/egress.server.ts";
import type { AbilityContext } from "../execute-ability.ts";
import { isAllowedRecipient, isMailAddress } from "./addresses.ts";
import { sendEmailDefinition } from "./definition.ts";
import { sendEmailExecutor } from "./execute.server.ts";
import { parseMailServer } from "./mail-server.ts";

type Received = { from: string; to: string[]; text: string };

const running: { close(): unknown }[] = [];

afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

async function startMail(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onData: async (stream, session, callback) => {
      let text = "";
      for await (const chunk of stream) text += chunk;
      const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
      received.push({ from, to: session.envelope.rcptTo.map((to) => to.address), text });
      callback();
    },
    ...options,
  });
  // A client that distrusts the certificate hangs up; that is the client's test, not a fault here.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push(server);
  return { port: (server.server.address() as AddressInfo).port, received };
}

function context(
  smtpUrl: string | undefined,
  options: { allowLoopback?: boolean; signal?: AbortSignal } = {},
) {
  const { allowLoopback = true, signal = new AbortController().signal } = options;
  const egress = createEgress({ allowHosts: [], allowLoopback });
  const given: Partial<AbilityContext> = {
    runId: "run-1",
    idempotencyKey: "run-1/step-4",
    signal,
    secret: async (name) => (name === "SMTP_URL" ? smtpUrl : undefined),
    http: bindEgress(egress, signal),
  };
  return given as AbilityContext;
}

const settings = (given: object = {}) =>
  sendEmailDefinition.settings.parse({ from: "desk@shop.example", ...given });
const args = { to: "ann@example.com", subject: "Your refund", text: "It is on its way.\nRegards" };
const failed = (code: string) => expect.objectContaining({ code });

describe("sending", () => {
  test("delivers, with a message id made from the idempotency key", async () => {
    const { port, received } = await startMail();
    const world = context(`smtp://127.0.0.1:${port}?tls=off`);
    const given = settings({ replyTo: "help@shop.example" });
    const first = await sendEmailExecutor.act(world, given, args);
    const second = await sendEmailExecutor.act(world, given, args);
    expect(first.result).toMatchObject({ accepted: ["ann@example.com"], rejected: [] });
    expect(second.result).toEqual(first.result);
    expect(received[0]).toMatchObject({ from: "desk@shop.example", to: ["ann@example.com"] });
    expect(received[0]?.text).toMatch(/^Subject: Your refund\r$/m);
    expect(received[0]?.text).toMatch(/^Reply-To: help@shop\.example\r$/m);
    expect(received[0]?.text).toMatch(/^Message-ID: <[0-9a-f]{40}@shop\.example>\r$/m);
    expect(received[0]?.text).toContain("It is on its way.\r\nRegards");
  });

  test("writes to the author's recipients, whatever the agent says", async () => {
    const { port, received } = await startMail();
    await sendEmailExecutor.act(
      context(`smtp://127.0.0.1:${port}?tls=off`),
      settings({ to: ["boss@shop.example"] }),
      args,
    );
    expect(received.map((mail) => mail.to)).toEqual([["boss@shop.example"]]);
  });

  test.each([
    [{ ...args, subject: "Hi\r\nBcc: eve@evil.example" }],
    [{ ...args, subject: "Hi\nX: y" }],
    [{ ...args, subject: "" }],
    [{ ...args, to: "ann@example.com\r\nBcc: eve@evil.example" }],
    [{ ...args, to: "ann@example.com, eve@evil.example" }],
    [{ ...args, to: "Ann <ann@example.com>" }],
    [{ ...args, to: '"a@b"@evil.example' }],
    [{ ...args, to: "" }],
  ])("refuses header injection: %j", async (odd) => {
    const { port, received } = await startMail();
    const result = await sendEmailExecutor.act(context(`smtp://127.0.0.1:${port}?tls=off`), settings(), odd);
    expect(result.isError).toBe(true);
    expect(received).toEqual([]);
    expect(sendEmailDefinition.arguments(settings()).safeParse(odd).success).toBe(false);
  });

  test("a line that is a single dot does not end the message", async () => {
    const { port, received } = await startMail();
    const text = "one\r\n.\r\nMAIL FROM:<eve@evil.example>";
    await sendEmailExecutor.act(context(`smtp://127.0.0.1:${port}?tls=off`), settings(), { ...args, text });
    expect(received).toHaveLength(1);
    expect(received[0]?.text).toContain("MAIL FROM");
  });

  test("refuses recipients outside the author's list", async () => {
    const { port, received } = await startMail();
    const world = context(`smtp://127.0.0.1:${port}?tls=off`);
    const given = settings({ allowedRecipients: ["*@example.com"] });
    const result = await sendEmailExecutor.act(world, given, { ...args, to: "eve@evil.example" });
    expect(result).toMatchObject({
      isError: true,
      result: { error: expect.stringContaining("eve@evil.example") },
    });
    expect((await sendEmailExecutor.act(world, given, args)).isError).toBeUndefined();
    expect(received).toHaveLength(1);
  });
});

describe("the mail server", () => {
  test("must be allowed by the egress rules", async () => {
    const { port, received } = await startMail();
    const world = context(`smtp://127.0.0.1:${port}?tls=off`, { allowLoopback: false });
    await expect(sendEmailExecutor.act(world, settings(), args)).rejects.toEqual(failed("egress_denied"));
    const metadata = context("smtp://169.254.169.254:25");
    await expect(sendEmailExecutor.act(metadata, settings(), args)).rejects.toEqual(failed("egress_denied"));
    expect(received).toEqual([]);
  });

  test("never gets credentials over an unencrypted or distrusted connection", async () => {
    let logins = 0;
    const onAuth: SMTPServerOptions["onAuth"] = (_auth, _session, callback) => {
      logins += 1;
      callback(null, { user: "ann" });
    };
    const plain = await startMail({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true, onAuth });
    const selfSigned = await startMail({ onAuth });
    for (const { port } of [plain, selfSigned]) {
      const world = context(`smtp://ann:hunter2@127.0.0.1:${port}`);
      await expect(sendEmailExecutor.act(world, settings(), args)).rejects.toEqual(failed("ability_failed"));
    }
    expect(logins).toBe(0);
  });

  test("that refuses the password is the author's to mend, and the password stays out of the message", async () => {
    const { port } = await startMail({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(new Error("Invalid login")),
    });
    const world = context(`smtp://ann:hunter2@127.0.0.1:${port}?tls=off`);
    const caught = await sendEmailExecutor.act(world, settings(), args).catch((error: unknown) => error);
    expect(caught).toEqual(failed("provider_unauthorized"));
    expect(String(caught)).not.toContain("hunter2");
  });

  test("that refuses the recipient or the message gives a result, one that is busy a failure", async () => {
    const refuse = (code: number) => Object.assign(new Error("not here"), { responseCode: code });
    const no = await startMail({ onRcptTo: (_to, _session, callback) => callback(refuse(550)) });
    const result = await sendEmailExecutor.act(
      context(`smtp://127.0.0.1:${no.port}?tls=off`),
      settings(),
      args,
    );
    expect(result).toMatchObject({ isError: true, result: { delivery: "refused" } });
    const busy = await startMail({ onRcptTo: (_to, _session, callback) => callback(refuse(451)) });
    const world = context(`smtp://127.0.0.1:${busy.port}?tls=off`);
    await expect(sendEmailExecutor.act(world, settings(), args)).rejects.toEqual(failed("ability_failed"));
  });

  test("that breaks off after taking the message leaves delivery unknown, not failed", async () => {
    const server = createTcpServer((socket) => {
      socket.write("220 ready\r\n");
      socket.on("data", (chunk) => {
        const line = chunk.toString();
        if (/^(EHLO|HELO|MAIL|RCPT)/.test(line)) socket.write("250 ok\r\n");
        else if (line.startsWith("DATA")) socket.write("354 go\r\n");
        else socket.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push(server);
    const world = context(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}?tls=off`);
    const result = await sendEmailExecutor.act(world, settings(), args);
    expect(result).toMatchObject({ isError: true, result: { delivery: "unknown" } });
  });

  test("that is silent is left when the run is cancelled", async () => {
    const gone = Promise.withResolvers<void>();
    const server = createTcpServer((socket) => void socket.resume().on("close", () => gone.resolve()));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push(server);
    const controller = new AbortController();
    const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = sendEmailExecutor.act(context(url, { signal: controller.signal }), settings(), args);
    setTimeout(() => controller.abort(), 50);
    await expect(call).rejects.toEqual(failed("cancelled"));
    await gone.promise;
  });

  test("that is not there is a failure that may be tried again", async () => {
    const world = context("smtp://127.0.0.1:1?tls=off");
    await expect(sendEmailExecutor.act(world, settings(), args)).rejects.toEqual(failed("ability_failed"));
    await expect(sendEmailExecutor.act(context(undefined), settings(), args)).rejects.toEqual(
      failed("provider_unauthorized"),
    );
  });
});

describe("its address", () => {
  test("is read from the secret", () => {
    expect(parseMailServer("S", "smtp://mail.example.com")).toEqual({
      host: "mail.example.com",
      port: 587,
      encryption: "offered",
      credentials: undefined,
    });
    expect(parseMailServer("S", "smtps://a%40b:p%2Fw@mail.example.com")).toEqual({
      host: "mail.example.com",
      port: 465,
      encryption: "always",
      credentials: { user: "a@b", pass: "p/w" },
    });
    expect(parseMailServer("S", "smtp://u:p@[fd00::1]:25")).toMatchObject({
      host: "fd00::1",
      encryption: "required",
    });
  });

  test.each(["", "mail.example.com", "http://x", "smtp://", "smtp://a:%zz@h", "smtp://h?tls=maybe"])(
    "is refused when it reads %j",
    (text) => {
      expect(() => parseMailServer("S", text)).toThrow(failed("provider_unauthorized"));
    },
  );
});

describe("addresses", () => {
  test.each([
    ["ann@example.com", true],
    ["a.b+c@sub.example.co.uk", true],
    ["ann@localhost", true],
    ["ann", false],
    ["ann@", false],
    ["@example.com", false],
    ["a b@example.com", false],
    ["ann@exa\nmple.com", false],
    ["ann@-example.com", false],
    ["ann@example..com", false],
  ])("%j is one: %s", (text, expected) => expect(isMailAddress(text)).toBe(expected));

  test.each([
    ["ann@example.com", ["ANN@example.com"], true],
    ["ann@example.com", ["*@example.com"], true],
    ["ann@sub.example.com", ["*@example.com"], false],
    ["ann@sub.example.com", ["*@*.example.com"], true],
    ["ann@evilexample.com", ["*@*.example.com"], false],
    ["ann@example.com", [], true],
    ["ann@example.com", ["bob@example.com"], false],
  ])("%s against %j: %s", (address, patterns, expected) => {
    expect(isAllowedRecipient(address, patterns)).toBe(expected);
  });
});
