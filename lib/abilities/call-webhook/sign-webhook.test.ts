import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { callWebhookDefinition } from "./definition.ts";
import { signWebhook } from "./sign-webhook.server.ts";

const key = Buffer.alloc(32, 7);
const at = new Date("2026-01-05T09:00:00.900Z");

test("signs id, timestamp and body, with the id made from the key", () => {
  const signing = { name: "S", secret: `whsec_${key.toString("base64")}` };
  const headers = signWebhook({ key: "run:action", at, body: '{"a":1}' }, signing);
  const again = signWebhook({ key: "run:action", at: new Date(), body: '{"a":1}' }, signing);
  expect(again["webhook-id"]).toBe(headers["webhook-id"]);
  expect(headers["webhook-timestamp"]).toBe("1767603600");
  const expected = createHmac("sha256", key).update(`${headers["webhook-id"]}.1767603600.{"a":1}`);
  expect(headers["webhook-signature"]).toBe(`v1,${expected.digest("base64")}`);
});

test.each(["", "short", "whsec_", "whsec_%%%%", `whsec_${Buffer.alloc(65).toString("base64")}`])(
  "refuses the key %j without repeating it",
  (secret) => {
    const sign = () => signWebhook({ key: "k", at, body: "" }, { name: "S", secret });
    expect(sign).toThrow(expect.objectContaining({ code: "provider_unauthorized" }));
  },
);

test("names a field that cannot be one", () => {
  const given = callWebhookDefinition.settings.parse({
    url: "https://a.example/x",
    fields: [{ name: "__proto__", value: "" }, { name: "order id", value: "" }, { name: "ok" }],
  });
  expect(callWebhookDefinition.check(given).map(({ field }) => field)).toEqual([
    "fields.0.name",
    "fields.1.name",
  ]);
  expect(callWebhookDefinition.asks(given)).toEqual({ hosts: ["a.example"], secrets: ["WEBHOOK_SECRET"] });
});
