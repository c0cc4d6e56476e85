import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectDirectory } from "#bin/project-directory.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type MockAnswer, type MockSystem, type SeenCall, startMockSystem } from "./mock-systems.ts";
import { type RunClient, runClient } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let shop: MockSystem;
let onShop: (call: SeenCall) => MockAnswer = () => ({});

type Made = { ability: string; settings: Record<string, unknown> };

beforeAll(async () => {
  shop = await startMockSystem((call) => onShop(call));
  app = await startApp({ workers: 0 });
  client = runClient(app);
  await client.expectOk("PUT", "/secrets/SHOP_KEY", { value: "shop-key-0123456789" });
});

afterAll(async () => {
  await app?.stop();
  await shop?.close();
});

const fixture = (name: string) =>
  gunzipSync(
    readFileSync(path.join(projectDirectory(), "lib", "openapi", "fixtures", `${name}.json.gz`)),
  ).toString("utf8");
const sent = async (chosen: Made, args: object) => {
  onShop = () => ({ json: {} });
  const settings = {
    ...chosen.settings,
    server: `${shop.origin}/base`,
    secret: "SHOP_KEY",
    secondSecret: "SHOP_KEY",
  };
  const answer = await client.send("POST", "/abilities/test", {
    ability: chosen.ability,
    settings,
    arguments: args,
    send: true,
  });
  expect(answer.body, answer.text).toMatchObject({ sent: true, isError: false });
  const { method, url, body, headers } = shop.calls.at(-1) as SeenCall;
  return { line: `${method} ${url}`, body, headers };
};

it.each([
  [
    "github",
    1223,
    "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
    { owner: "a/b ü", repo: "r", issue_number: 7, labels: ["x", "y"], state: "open" },
    "PATCH /base/repos/a%2Fb%20%C3%BC/r/issues/7",
    '{"state":"open","labels":["x","y"]}',
  ],
  [
    "stripe",
    452,
    "POST /v1/customers",
    { name: "Ada & Co", metadata: { "a key": "1+1=2" }, preferred_locales: ["nl", "de"] },
    "POST /base/v1/customers",
    "metadata%5Ba+key%5D=1%2B1%3D2&name=Ada+%26+Co&preferred_locales%5B0%5D=nl&preferred_locales%5B1%5D=de",
  ],
] as const)(
  "the whole document of %s is imported, and one of its %i operations sent as it asks [S4.3]",
  async (name, count, key, args, line, body) => {
    const text = fixture(name);
    onShop = () => ({ text, contentType: "application/json" });
    const began = Date.now();
    const api = await client.expectOk("POST", "/abilities/openapi", {
      source: { url: `${shop.origin}/${name}` },
      operations: [key],
    });
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(api.operations).toHaveLength(count);
    const seen = await sent(api.chosen[0], args);
    expect(seen.line).toBe(line);
    const parsed = body.startsWith("{") ? JSON.parse(seen.body) : seen.body.split("&").sort().join("&");
    expect(parsed).toEqual(body.startsWith("{") ? JSON.parse(body) : body);
  },
);

it("holds each value in its style, in path, query, header, cookie and body [S4.3]", async () => {
  const list = { type: "array", items: { type: "string" } };
  const object = { type: "object", properties: { r: { type: "integer" }, g: { type: "integer" } } };
  const parameter = (place: string, name: string, style: string, explode: boolean, schema: object) => ({
    name,
    in: place,
    style,
    explode,
    schema,
    required: place === "path",
  });
  const styled: [string, string, boolean, object, unknown, string][] = [
    ["path", "simple", false, list, ["a b", "c/d"], "a%20b,c%2Fd"],
    ["path", "simple", true, object, { r: 1, g: 2 }, "r=1,g=2"],
    ["path", "label", false, list, ["a", "b"], ".a,b"],
    ["path", "label", true, list, ["a", "b"], ".a.b"],
    ["path", "matrix", false, list, ["a", "b"], ";p5=a,b"],
    ["path", "matrix", true, list, ["a", "b"], ";p6=a;p6=b"],
    ["query", "form", true, list, ["a&b", "c"], "p7=a%26b&p7=c"],
    ["query", "form", false, list, ["a", "b,c"], "p8=a,b%2Cc"],
    ["query", "spaceDelimited", false, list, ["a", "b"], "p9=a%20b"],
    ["query", "pipeDelimited", false, list, ["a", "b"], "p10=a%7Cb"],
    ["query", "deepObject", true, object, { r: 1, g: 2 }, "p11%5Br%5D=1&p11%5Bg%5D=2"],
    ["header", "simple", false, list, ["a", "b"], "a,b"],
    ["cookie", "form", false, { type: "string" }, "x;y z", "p13=x%3By%20z"],
  ];
  const parameters = styled.map(([place, style, explode, schema], index) =>
    parameter(place, `p${index + 1}`, style, explode, schema),
  );
  const route = `/${parameters
    .filter((one) => one.in === "path")
    .map(({ name }) => `{${name}}`)
    .join("/")}`;
  const body = (mediaType: string, schema: object) => ({
    required: true,
    content: { [mediaType]: { schema } },
  });
  const fields = { type: "object", properties: { note: { type: "string" }, tags: list, size: object } };
  const document = {
    openapi: "3.0.3",
    info: { title: "Styles", version: "1" },
    paths: {
      [route]: { get: { operationId: "styles", parameters } },
      "/json": { post: { operationId: "as_json", requestBody: body("application/json", fields) } },
      "/form": {
        post: { operationId: "as_form", requestBody: body("application/x-www-form-urlencoded", fields) },
      },
      "/parts": { post: { operationId: "as_parts", requestBody: body("multipart/form-data", fields) } },
    },
  };
  const { chosen } = await client.expectOk("POST", "/abilities/openapi", {
    source: { text: JSON.stringify(document) },
    operations: [`GET ${route}`, "POST /json", "POST /form", "POST /parts"],
  });
  const [all, asJson, asForm, asParts] = chosen as Made[];
  const args = Object.fromEntries(styled.map(([, , , , value], index) => [`p${index + 1}`, value]));
  const seen = await sent(all as Made, args);
  const of = (place: string) => styled.filter(([at]) => at === place).map(([, , , , , expected]) => expected);
  expect(seen.line).toBe(`GET /base/${of("path").join("/")}?${of("query").join("&")}`);
  expect(seen.headers).toMatchObject({ p12: "a,b", cookie: "p13=x%3By%20z" });
  const filled = { note: "ü & +", tags: ["a", "b"], size: { r: 1 } };
  expect(JSON.parse((await sent(asJson as Made, filled)).body)).toEqual(filled);
  const form = await sent(asForm as Made, filled);
  expect([form.headers["content-type"], form.body]).toEqual([
    "application/x-www-form-urlencoded",
    "note=%C3%BC+%26+%2B&tags=a&tags=b&r=1",
  ]);
  const parts = await sent(asParts as Made, filled);
  const read = await new Response(parts.body, {
    headers: { "content-type": String(parts.headers["content-type"]) },
  }).formData();
  expect([read.get("note"), read.getAll("tags"), await (read.get("size") as Blob | string | null)]).toEqual([
    "ü & +",
    ["a", "b"],
    '{"r":1}',
  ]);
});

it("a document that lies or runs in circles is read as far as it holds, or refused in words", async () => {
  const cycle = Object.fromEntries(
    Array.from({ length: 2000 }, (_, n) => [
      `/n${n}/{id}`,
      {
        get: {
          operationId: `op${n}`,
          parameters: [
            { name: "id", in: "path", required: true, schema: { $ref: `#/components/schemas/s${n % 50}` } },
            { $ref: "#/components/parameters/loop" },
          ],
        },
      },
    ]),
  );
  const schemas = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [
      `s${n}`,
      {
        type: "object",
        properties: {
          next: { $ref: `#/components/schemas/s${(n + 1) % 50}` },
          own: { $ref: `#/components/schemas/s${n}` },
        },
      },
    ]),
  );
  const document = {
    openapi: "3.0.0",
    info: {},
    servers: [{ url: shop.origin }],
    paths: cycle,
    components: { schemas, parameters: { loop: { $ref: "#/components/parameters/loop" } } },
  };
  const api = await client.expectOk("POST", "/abilities/openapi", {
    source: { text: JSON.stringify(document) },
    operations: ["GET /n7/{id}"],
  });
  expect(api.operations).toHaveLength(2000);
  expect(JSON.stringify(api.chosen[0]).length).toBeLessThan(60_000);
  // It promises a number and answers with something else: what came is shown, and what fits no schema is not sent.
  const liar = {
    openapi: "3.0.0",
    info: { title: "Liar" },
    servers: [{ url: shop.origin }],
    paths: {
      "/price": {
        get: {
          operationId: "price",
          parameters: "none",
          requestBody: 7,
          responses: { 200: { content: { "application/json": { schema: { type: "number" } } } } },
        },
      },
    },
  };
  const { chosen } = await client.expectOk("POST", "/abilities/openapi", {
    source: { text: JSON.stringify(liar) },
    operations: ["GET /price"],
  });
  onShop = () => ({ text: "<html>not a number</html>", contentType: "application/json" });
  const answer = await client.send("POST", "/abilities/test", {
    ability: chosen[0].ability,
    settings: chosen[0].settings,
    arguments: {},
    send: true,
  });
  expect(answer.body).toMatchObject({
    isError: true,
    result: { problem: expect.stringContaining("says it is JSON and is not") },
  });
});
