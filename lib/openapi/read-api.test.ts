import { describe, expect, test } from "vitest";
import { apiOperationDefinition } from "#lib/abilities/api-operation/definition.ts";
import { addressOf, buildRequest } from "./build-request.ts";
import { readApi } from "./read-api.ts";
import { readDocument } from "./read-document.server.ts";

const read = (document: unknown, base = "https://docs.example.com/openapi.json") =>
  readApi(readDocument(typeof document === "string" ? document : JSON.stringify(document)), base);

const settingsOf = (document: unknown, key: string) => {
  const operation = read(document).read(key);
  if (!operation) throw new Error(`There is no ${key}.`);
  return apiOperationDefinition.settings.parse(operation.call);
};

const shop = {
  openapi: "3.1.0",
  info: { title: "Shop", version: "1" },
  servers: [
    {
      url: "https://{region}.shop.example/v{major}",
      variables: { region: { default: "eu" }, major: { default: 2 } },
    },
  ],
  security: [{ key: [], app: [] }],
  paths: {
    "/orders/{id}": {
      parameters: [
        { $ref: "#/components/parameters/Id" },
        { name: "trace", in: "header", schema: { type: "string" } },
      ],
      get: {
        operationId: "getOrder",
        summary: "Find an order",
        parameters: [
          { name: "id", in: "query", schema: { type: "integer" } },
          {
            name: "filter",
            in: "query",
            style: "deepObject",
            explode: true,
            schema: { type: "object", properties: { state: { type: "string", enum: ["open", "sent"] } } },
          },
          {
            name: "ids",
            in: "query",
            style: "pipeDelimited",
            explode: false,
            schema: { type: "array", items: { type: "integer" } },
          },
          { name: "Authorization", in: "header", schema: { type: "string" } },
        ],
      },
      put: {
        operationId: "changeOrder",
        security: [],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
        },
      },
    },
  },
  components: {
    parameters: { Id: { name: "id", in: "path", required: true, schema: { type: "string", maxLength: 5 } } },
    schemas: {
      Order: {
        type: "object",
        required: ["state"],
        properties: {
          state: { type: "string" },
          parent: { $ref: "#/components/schemas/Order" },
          at: { type: "string", format: "date" },
        },
      },
    },
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-Key" },
      app: { type: "apiKey", in: "query", name: "app_id" },
    },
  },
};

describe("OpenAPI 3", () => {
  test("an operation carries its server, inputs and sign-in, each input under a name of its own", () => {
    const settings = settingsOf(shop, "GET /orders/{id}");
    expect(settings.server).toBe("https://eu.shop.example/v2");
    expect(
      settings.parameters.map(({ name, in: place, argument }) => `${place} ${name} ${argument}`),
    ).toEqual([
      "path id id",
      "header trace trace",
      "query id id_query",
      "query filter filter",
      "query ids ids",
    ]);
    expect(settings.signIn.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "header X-Key",
      "query app_id",
    ]);
    const args = { id: "a1", id_query: 7, filter: { state: "open" }, ids: [1, 2] };
    expect(apiOperationDefinition.arguments(settings).parse(args)).toEqual(args);
    expect(addressOf(buildRequest(settings, args))).toBe(
      "https://eu.shop.example/v2/orders/a1?id=7&filter%5Bstate%5D=open&ids=1%7C2",
    );
    for (const wrong of [
      {},
      { id: "too long" },
      { id: "a", filter: { state: "lost" } },
      { id: "a", other: 1 },
    ])
      expect(apiOperationDefinition.arguments(settings).safeParse(wrong).success).toBe(false);
  });

  test("a body's fields stand beside the parameters, and a cycle ends", () => {
    const settings = settingsOf(shop, "PUT /orders/{id}");
    expect(settings.signIn).toEqual([]);
    const schema = apiOperationDefinition.arguments(settings);
    expect(
      schema.safeParse({ id: "a", state: "open", parent: { state: "open", parent: { anything: 1 } } })
        .success,
    ).toBe(true);
    expect(schema.safeParse({ id: "a" }).success).toBe(false);
    expect(schema.safeParse({ id: "a", state: "open", at: "yesterday" }).success).toBe(false);
    expect(JSON.parse(buildRequest(settings, { id: "a", state: "open" }).body ?? "")).toEqual({
      state: "open",
    });
  });

  test("YAML says the same, and a relative server is read from where the document was", () => {
    const api = read(
      "openapi: 3.0.3\ninfo: {title: Small, version: '1'}\nservers: [{url: /api}]\npaths:\n  /ping:\n    get: {}\n",
    );
    expect(api.servers).toEqual(["https://docs.example.com/api"]);
    expect(api.read("GET /ping")).toMatchObject({ name: "get_ping", call: { path: "/ping", method: "GET" } });
  });

  test("an author's fixed value is no input of the agent's, and wins", () => {
    const settings = { ...settingsOf(shop, "PUT /orders/{id}"), fixed: [{ name: "state", value: "sent" }] };
    const schema = apiOperationDefinition.arguments(settings);
    expect(schema.safeParse({ id: "a" }).success).toBe(true);
    expect(schema.safeParse({ id: "a", state: "open" }).success).toBe(false);
  });

  test("the import report is told every host and secret", () => {
    const settings = settingsOf(
      {
        ...shop,
        security: [{ machine: ["read"] }],
        components: {
          ...shop.components,
          securitySchemes: {
            machine: {
              type: "oauth2",
              flows: { clientCredentials: { tokenUrl: "https://login.example/token", scopes: {} } },
            },
          },
        },
      },
      "GET /orders/{id}",
    );
    expect(apiOperationDefinition.asks({ ...settings, secret: "SHOP" })).toEqual({
      hosts: ["eu.shop.example", "login.example"],
      secrets: ["SHOP"],
    });
    expect(settings.signIn[0]).toMatchObject({ kind: "clientCredentials", scopes: ["read"] });
  });
});

test("Swagger 2: host, base path, joined lists, form fields and keys", () => {
  const old = {
    swagger: "2.0",
    info: { title: "Old", version: "1" },
    host: "old.example",
    basePath: "/api",
    schemes: ["http", "https"],
    securityDefinitions: { login: { type: "basic" } },
    security: [{ login: [] }],
    paths: {
      "/pets": {
        get: {
          parameters: [
            { name: "tags", in: "query", type: "array", items: { type: "string" }, collectionFormat: "ssv" },
            {
              name: "kinds",
              in: "query",
              type: "array",
              items: { type: "string" },
              collectionFormat: "multi",
            },
          ],
        },
        post: {
          consumes: ["application/x-www-form-urlencoded"],
          parameters: [
            { name: "name", in: "formData", type: "string", required: true },
            {
              name: "ages",
              in: "formData",
              type: "array",
              items: { type: "integer" },
              collectionFormat: "multi",
            },
          ],
        },
        put: {
          parameters: [
            { name: "pet", in: "body", required: true, schema: { type: "array", items: { type: "string" } } },
          ],
        },
      },
    },
  };
  const get = settingsOf(old, "GET /pets");
  expect(get.signIn[0]?.kind).toBe("basic");
  expect(addressOf(buildRequest(get, { tags: ["a", "b"], kinds: ["c", "d"] }))).toBe(
    "https://old.example/api/pets?tags=a%20b&kinds=c&kinds=d",
  );
  expect(buildRequest(settingsOf(old, "POST /pets"), { name: "Rex", ages: [1, 2] }).body).toBe(
    "name=Rex&ages=1&ages=2",
  );
  const put = settingsOf(old, "PUT /pets");
  expect(apiOperationDefinition.arguments(put).safeParse({ body: ["a", 1] }).success).toBe(false);
  expect(buildRequest(put, { body: ["a"] }).body).toBe('["a"]');
});

describe("bad documents", () => {
  test("a reference out of the document is told and never followed", () => {
    const api = read({
      openapi: "3.0.0",
      info: { title: "Sly", version: "1" },
      servers: [{ url: "https://sly.example" }],
      paths: {
        "/a": {
          post: {
            requestBody: {
              content: { "application/json": { schema: { $ref: "http://169.254.169.254/latest" } } },
            },
          },
        },
        "/b": { $ref: "file:///etc/passwd" },
        "/c": { get: { parameters: [{ $ref: "#/constructor" }, { $ref: "#/__proto__/x" }] } },
      },
    });
    expect(api.read("POST /a")?.call.body).toMatchObject({ schema: {}, fields: [] });
    expect(api.read("GET /c")?.call.parameters).toEqual([]);
    expect([...api.outside].sort()).toEqual(["file:///etc/passwd", "http://169.254.169.254/latest"]);
  });

  test("names of the language's own are names like any other", () => {
    const text =
      '{"openapi":"3.0.0","info":{"title":"P","version":"1"},"servers":[{"url":"https://p.example"}],"paths":{"/x":{"post":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"type":"object","properties":{"__proto__":{"type":"object","properties":{"admin":{"type":"boolean"}}},"constructor":{"type":"string"},"toString":{"type":"string"}}}}}}}}}}';
    const settings = settingsOf(text, "POST /x");
    const parsed = apiOperationDefinition.arguments(settings).parse({ constructor: "a", toString: "b" });
    expect(JSON.parse(buildRequest(settings, parsed).body ?? "")).toEqual({
      constructor: "a",
      toString: "b",
    });
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test("2,000 operations whose schemas refer to each other in circles are listed and read", () => {
    const paths: Record<string, unknown> = {};
    const schemas: Record<string, unknown> = {};
    for (let index = 0; index < 2000; index += 1) {
      const ref = (at: number) => ({ $ref: `#/components/schemas/S${at % 2000}` });
      schemas[`S${index}`] = {
        type: "object",
        properties: { next: ref(index + 1), far: { type: "array", items: ref(index * 7) }, self: ref(index) },
      };
      paths[`/things/${index}`] = {
        post: { requestBody: { required: true, content: { "application/json": { schema: ref(index) } } } },
      };
    }
    const document = {
      openapi: "3.0.0",
      info: { title: "Big", version: "1" },
      servers: [{ url: "https://b.example" }],
      paths,
      components: { schemas },
    };
    const api = read(document);
    expect(api.operations).toHaveLength(2000);
    for (const key of ["POST /things/0", "POST /things/777", "POST /things/1999"]) {
      const settings = settingsOf(document, key);
      expect(apiOperationDefinition.arguments(settings).safeParse({ next: { far: [] } }).success).toBe(true);
    }
  });

  test.each([
    ["a web page", "<!doctype html><html></html>", /web page/],
    ["something else", '{"hello": 1}', /no OpenAPI/],
    ["broken JSON", '{"openapi": ', /not valid JSON/],
    ["broken YAML", "openapi: 3.0.0\n\tx: [", /not valid YAML/],
    ["a list", "[1]", /no OpenAPI/],
    ["an old version", '{"swagger": "1.2"}', /no OpenAPI/],
    ["deep nesting", `openapi: 3.0.0\nx: ${"[".repeat(5000)}${"]".repeat(5000)}`, /not valid YAML/],
    ["a flood of aliases", `openapi: 3.0.0\na: &a [1]\nb: [${"*a,".repeat(1500)}1]`, /not valid YAML/],
    ["too much YAML", `openapi: 3.0.0\n${"#".repeat(3_000_001)}`, /larger than 3 MB/],
  ])("%s is refused in words", (_name, text, expected) => expect(() => read(text)).toThrow(expected));
});
