import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type RunClient, runClient } from "./run-client.ts";

const megabyte = 1024 * 1024;

let app: RunningApp;
let client: RunClient;

beforeAll(async () => {
  app = await startApp({ workers: 0 });
  client = runClient(app);
});

afterAll(() => app?.stop());

type Framing = "chunked" | "declared";

/** Writes a body to its very end, heeding back-pressure, and only then reads the answer. */
async function upload(
  path: string,
  body: { head?: string; megabytes: number; tail?: string },
  options: { type: string; framing: Framing; token?: string | null },
) {
  const head = Buffer.from(body.head ?? "");
  const tail = Buffer.from(body.tail ?? "");
  const length = head.length + tail.length + body.megabytes * megabyte;
  const token = options.token === undefined ? app.token : options.token;
  const request = httpRequest(`${app.baseUrl}${path}`, {
    method: "POST",
    headers: {
      "content-type": options.type,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(options.framing === "declared"
        ? { "content-length": String(length) }
        : { "transfer-encoding": "chunked" }),
    },
  });
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  // The server may hang up on what is still being sent once it has answered; only an error before that counts.
  request.on("error", () => undefined);
  const piece = Buffer.alloc(64 * 1024, "x");
  const write = async (bytes: Buffer) => {
    if (!request.write(bytes)) await Promise.race([once(request, "drain"), answered]);
  };
  await write(head);
  for (let sent = 0; sent < body.megabytes * megabyte; sent += piece.length) await write(piece);
  request.end(tail);
  const [response] = await answered;
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { status: response.statusCode, body: JSON.parse(text) };
}

const tooLarge = { status: 413, body: { error: { code: "too_large", message: expect.any(String) } } };
const framings: Framing[] = ["chunked", "declared"];

test.each(framings)("a CSV above the limit is refused with a typed answer, %s", async (framing) => {
  const name = `guests_${framing}`;
  const columns = [{ name: "note", type: "text" }];
  await client.expectOk("POST", "/tables", { name, columns });
  const csv = { head: "note\n", megabytes: 30 };
  expect(await upload(`/api/v1/tables/${name}/import`, csv, { type: "text/csv", framing })).toMatchObject(
    tooLarge,
  );
  expect(await client.rows(name)).toEqual([]);
});

test.each(framings)("a document above the limit is refused with a typed answer, %s", async (framing) => {
  const dataset = await client.expectOk("POST", "/datasets", { name: `Scraps ${framing}` });
  const form = {
    head: '--edge\r\ncontent-disposition: form-data; name="file"; filename="big.txt"\r\ncontent-type: text/plain\r\n\r\n',
    megabytes: 60,
    tail: "\r\n--edge--\r\n",
  };
  const type = "multipart/form-data; boundary=edge";
  expect(await upload(`/api/v1/datasets/${dataset.id}/documents`, form, { type, framing })).toMatchObject(
    tooLarge,
  );
});

test.each(framings)("JSON above the limit is refused with a typed answer, %s", async (framing) => {
  const json = { head: '{"name":"', megabytes: 20, tail: '"}' };
  expect(await upload("/api/v1/datasets", json, { type: "application/json", framing })).toMatchObject(
    tooLarge,
  );
  expect(
    await upload("/api/v1/blueprints/import", json, { type: "application/json", framing }),
  ).toMatchObject(tooLarge);
});

test.each(framings)("who is not signed in reads so after a large body too, %s", async (framing) => {
  const csv = { megabytes: 30 };
  const answer = await upload("/api/v1/tables/guests/import", csv, {
    type: "text/csv",
    framing,
    token: null,
  });
  expect(answer).toMatchObject({ status: 401, body: { error: { code: "unauthenticated" } } });
});
