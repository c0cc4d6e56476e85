import { expect, test } from "vitest";
import { contentSecurityPolicy, embedOriginPattern } from "./content-security-policy.ts";

const contentPolicy = (frameOrigins: string[]) =>
  contentSecurityPolicy({ nonce: "n", frameOrigins, isDevelopment: false });

test.each([
  ["https://www.example.com", true],
  ["http://localhost:3000", true],
  ["https://*.example.com", true],
  ["http://127.0.0.1:8080", true],
  ["https://example.com/", false],
  ["https://example.com/shop", false],
  ["example.com", false],
  ["*", false],
  ["https://*", false],
  ["https://example.com; script-src *", false],
  ["https://example.com https://evil.example", false],
  ["javascript:alert(1)", false],
  ["https://a.example\nx-header: 1", false],
])("%j is an origin that may embed: %s", (text, expected) => {
  expect(embedOriginPattern.test(text)).toBe(expected);
});

test("nobody may frame a page unless named, and what is no origin names nobody", () => {
  expect(contentPolicy([])).toContain("frame-ancestors 'none'");
  expect(contentPolicy(["https://a.example; script-src *"])).toContain("frame-ancestors 'none'");
  expect(contentPolicy(["https://a.example", "https://b.example"])).toContain(
    "frame-ancestors https://a.example https://b.example",
  );
});
