import { expect, test } from "vitest";
import { parseConfig } from "./edits/add-node.ts";
import { stripSecrets } from "./strip-secrets.ts";

test("a config is freed of the secrets it names and of headers that hold one, and stays valid", () => {
  const config = parseConfig("ability", {
    ability: "http-request",
    name: "find_order",
    settings: {
      url: "https://shop.example/orders",
      auth: "bearer",
      secret: "SHOP_KEY",
      headers: [
        { name: "X-Api-Key", value: "sk-live-1234" },
        { name: "Accept", value: "application/json" },
      ],
    },
  });
  const stripped = stripSecrets("ability", { ...config });
  expect(JSON.stringify(stripped)).not.toMatch(/SHOP_KEY|sk-live/);
  expect(stripped).toMatchObject({
    name: "find_order",
    settings: {
      url: "https://shop.example/orders",
      auth: "bearer",
      secret: "",
      headers: [
        { name: "X-Api-Key", value: "" },
        { name: "Accept", value: "application/json" },
      ],
    },
  });
  expect(() => parseConfig("ability", stripped)).not.toThrow();
});

test("the signing secret of a webhook goes, and what names none stays as it is", () => {
  expect(stripSecrets("webhook", { ...parseConfig("webhook", { secret: "HOOK" }) })).toMatchObject({
    secret: "",
  });
  const agent = { ...parseConfig("agent", { instructions: "Be brief." }) };
  expect(stripSecrets("agent", agent)).toEqual(agent);
});
