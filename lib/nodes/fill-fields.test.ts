import { expect, test } from "vitest";
import { fillFields } from "./fill-fields.ts";

test("fills own values, keeps what it does not know, and never reaches a prototype", () => {
  const event = { order: { id: 7 }, name: "Ada" };
  expect(fillFields("{name}: {order.id} {order}", event)).toBe('Ada: 7 {"id":7}');
  expect(fillFields("{nothing} {name.length.x}", event)).toBe("{nothing} {name.length.x}");
  expect(fillFields("{constructor.name} {__proto__}", event)).toBe("{constructor.name} {__proto__}");
  expect(fillFields(" ", event)).toBe(JSON.stringify(event));
});
