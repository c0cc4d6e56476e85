import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { closeDatabase } from "#db/client.server.ts";
import { ensureBootstrap } from "#lib/operations/setup/ensure-bootstrap.server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { defineContract } from "./contract.ts";
import { handle } from "./handle.server.ts";

const token = `aw_test_${randomBytes(16).toString("hex")}`;
let testDatabase: TestDatabase;
let calls = 0;

const contract = defineContract({
  method: "POST",
  path: "/api/v1/things/{id}",
  summary: "Make a thing",
  tag: "things",
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ limit: z.coerce.number().default(5) }),
  body: z.strictObject({ nodes: z.array(z.strictObject({ title: z.string() })) }),
  response: z.object({ count: z.number(), call: z.number() }),
  status: 201,
  idempotent: true,
  maxBodyBytes: 10_000,
});

const route = handle(contract, async (_actor, { body }, { signal }) => {
  expect(signal.aborted).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 30));
  calls++;
  return { count: body.nodes.length, call: calls, hidden: "must not leave" };
});

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  process.env.DATABASE_URL = testDatabase.url;
  process.env.AIMWRIGHT_BOOTSTRAP_TOKEN = token;
  await ensureBootstrap();
});

afterAll(async () => {
  await closeDatabase();
  await testDatabase.close();
});

async function send(body: string | Uint8Array<ArrayBuffer> | FormData, headers: Record<string, string> = {}) {
  const type: Record<string, string> = body instanceof FormData ? {} : { "content-type": "application/json" };
  const request = new Request("http://127.0.0.1/api/v1/things/1", {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${token}`, ...type, ...headers },
  });
  const response = await route(request, { params: Promise.resolve({ id: "1" }) });
  const answer = await response.json();
  return { status: response.status, answer, code: answer.error?.code, details: answer.error?.details };
}

const good = JSON.stringify({ nodes: [{ title: "a" }] });

describe("handle", () => {
  it("answers what the contract names and nothing else", async () => {
    const { status, answer } = await send(good);
    expect(status).toBe(201);
    expect(answer).toEqual({ count: 1, call: expect.any(Number) });
  });

  it("refuses the anonymous, wrong tokens and odd authorization headers", async () => {
    for (const authorization of ["", "Bearer", "Bearer wrong-token-value", `Basic ${token}`, "Bearer a b"]) {
      expect((await send(good, { authorization })).status).toBe(401);
    }
  });

  it("names the field of bad input by its dotted path", async () => {
    const nul = await send('{"nodes":[{"title":"a"},{"title":"b\\u0000"}]}');
    expect([nul.status, nul.details[0].path]).toEqual([400, "nodes.1.title"]);
    const unknown = await send('{"nodes":[{"title":"a","owner":"me"}]}');
    expect([unknown.status, unknown.details[0].path]).toEqual([400, "nodes.0.owner"]);
    const wrong = await send('{"nodes":[{"title":3}]}');
    expect([wrong.code, wrong.details[0].path]).toEqual(["invalid_input", "nodes.0.title"]);
    const prototype = await send('{"nodes":[],"__proto__":{"role":"owner"}}');
    expect(prototype.status).toBe(400);
  });

  it("refuses broken JSON, broken UTF-8, half surrogates, deep nesting and other media types", async () => {
    expect((await send("{")).code).toBe("invalid_input");
    expect((await send(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).code).toBe("invalid_input");
    expect((await send('{"nodes":[{"title":"\\ud800"}]}')).code).toBe("invalid_input");
    expect((await send("[".repeat(2000) + "]".repeat(2000))).code).toBe("invalid_input");
    expect((await send(good, { "content-type": "text/plain" })).status).toBe(415);
    const form = new FormData();
    form.set("nodes", "x");
    expect((await send(form)).status).toBe(415);
  });

  it("refuses a body beyond the limit, declared or not", async () => {
    expect((await send(JSON.stringify({ nodes: [{ title: "x".repeat(20_000) }] }))).status).toBe(413);
  });

  it("acts once for one Idempotency-Key, also when asked twice at the same moment", async () => {
    const before = calls;
    const headers = { "idempotency-key": "order-7" };
    const [first, second] = await Promise.all([send(good, headers), send(good, headers)]);
    const third = await send(good, headers);
    expect(calls).toBe(before + 1);
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(second.answer).toEqual(first.answer);
    expect(third.answer).toEqual(first.answer);
    expect((await send('{"nodes":[]}', headers)).status).toBe(409);
  });
});
