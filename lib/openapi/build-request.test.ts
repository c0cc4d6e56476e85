import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf, buildRequest } from "./build-request.ts";
import { type ApiOperation, parameterSchema, requestBodySchema } from "./operation.ts";

const parameter = (given: object) =>
  parameterSchema.parse({ style: "simple", argument: "value", name: "value", ...given });

const operation = (given: Partial<ApiOperation> = {}): ApiOperation => ({
  system: "Shop",
  operation: "getOrder",
  method: "GET",
  server: "https://api.example.com/v1/",
  path: "/orders/{id}/lines",
  parameters: [parameter({ name: "id", argument: "id", in: "path", required: true })],
  body: null,
  signIn: [],
  ...given,
});

describe("an address", () => {
  test("is the server's with the path filled in", () => {
    expect(addressOf(buildRequest(operation(), { id: "a/b c" }))).toBe(
      "https://api.example.com/v1/orders/a%2Fb%20c/lines",
    );
  });

  test("keeps its host and its folders, whatever stands in the values", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", minLength: 1 }),
          fc.constantFrom(
            "..",
            ".",
            "%2e%2e",
            "../../admin",
            "//evil.example",
            "\\evil",
            "@evil.example",
            "?x=1",
            "#x",
            "a;b=c",
          ),
        ),
        fc.constantFrom("simple", "label", "matrix"),
        (id, style) => {
          const parameters = [parameter({ name: "id", argument: "id", in: "path", style })];
          let address: string;
          try {
            address = addressOf(buildRequest(operation({ parameters }), { id }));
          } catch (caught) {
            expect(caught).toMatchObject({ code: "invalid_input" });
            return;
          }
          const url = new URL(address);
          expect([url.origin, url.search, url.hash]).toEqual(["https://api.example.com", "", ""]);
          expect(url.pathname.split("/")).toHaveLength(5);
          expect(url.pathname).toMatch(/^\/v1\/orders\/[^/]+\/lines$/);
          expect(url.href).toBe(address);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each(["..", ".", "", []])("is refused for %j in the path, which would be another operation", (id) =>
    expect(() => buildRequest(operation(), { id })).toThrow(/path/),
  );

  test.each([
    "https://{host}/v1",
    "https://user:pass@api.example.com",
    "ftp://api.example.com",
    "api.example.com",
    "https://a.example/?q=1",
  ])("is refused for the server %s", (server) =>
    expect(() => buildRequest(operation({ server }), { id: "1" })).toThrow(/complete address/),
  );
});

describe("headers", () => {
  const withHeader = (name: string) =>
    operation({ path: "/x", parameters: [parameter({ name, in: "header" })] });

  test("take one line and no more", () => {
    expect(buildRequest(withHeader("X-Trace"), { value: "abc" }).headers).toEqual({ "x-trace": "abc" });
    for (const value of ["a\r\nX-Admin: 1", "a\nb", "a\u0000b", "a\u2028b", "日本"])
      expect(() => buildRequest(withHeader("X-Trace"), { value })).toThrow(/one line/);
  });

  test.each(["Authorization", "Host", "Cookie", "Content-Length", "Transfer-Encoding", "Idempotency-Key"])(
    "never set %s",
    (name) => expect(buildRequest(withHeader(name), { value: "x" }).headers).toEqual({}),
  );

  test("cookies cannot be widened by a value", () => {
    const made = operation({
      path: "/x",
      parameters: [parameter({ name: "session", in: "cookie", style: "form" })],
    });
    expect(buildRequest(made, { value: "a; admin=1" }).cookies).toEqual(["session=a%3B%20admin%3D1"]);
  });
});

describe("bodies", () => {
  const withBody = (mediaType: string, fields: object[]) =>
    operation({
      method: "POST",
      path: "/x",
      parameters: [],
      body: requestBodySchema.parse({ mediaType, fields, required: true }),
    });
  const fields = [
    { name: "note", argument: "note" },
    { name: "tags", argument: "tags" },
    { name: "card", argument: "card", style: "deepObject" },
  ];

  test("JSON holds exactly the fields given, under their own names", () => {
    const made = withBody("application/json", [{ name: "a-b.c", argument: "a_b_c" }, ...fields]);
    const { body, headers } = buildRequest(made, { a_b_c: 1, tags: ["x"] });
    expect([headers["content-type"], JSON.parse(body ?? "")]).toEqual([
      "application/json",
      { "a-b.c": 1, tags: ["x"] },
    ]);
  });

  test("forms are encoded, lists repeated, objects in brackets", () => {
    const { body } = buildRequest(withBody("application/x-www-form-urlencoded", fields), {
      note: "a b&admin=1",
      tags: ["x", "y"],
      card: { number: "42" },
    });
    expect(body).toBe("note=a+b%26admin%3D1&tags=x&tags=y&card%5Bnumber%5D=42");
  });

  test("no value ends a part of a multipart body early", async () => {
    const note =
      '--aimwright-part--\r\n--aimwright-part\r\nContent-Disposition: form-data; name="admin"\r\n\r\n1';
    const { body, headers } = buildRequest(withBody("multipart/form-data", fields), {
      note,
      tags: ["x", "y"],
    });
    const form = await new Response(body ?? "", { headers }).formData();
    expect([...form.keys()]).toEqual(["note", "tags", "tags"]);
    expect(form.get("note")).toBe(note);
  });

  test("an optional body that nothing was given for is not sent", () => {
    const made = operation({
      method: "POST",
      path: "/x",
      parameters: [],
      body: requestBodySchema.parse({ mediaType: "application/json", fields }),
    });
    expect(buildRequest(made, {})).toMatchObject({ body: undefined, headers: {} });
  });
});
