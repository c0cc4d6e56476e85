import { afterEach, expect, test } from "vitest";
import { bindEgress } from "./bind-egress.server.ts";
import { createEgress } from "./egress.server.ts";
import { answer, serveLocally } from "./serve-locally.ts";

const stops: (() => unknown)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const egress = createEgress({ allowHosts: [], allowLoopback: true });

test("hands abilities plain values", async () => {
  const { origin, port, stop } = await serveLocally((_, response) =>
    answer(response, 418, { "x-kind": "tea" }, "pot"),
  );
  stops.push(stop);
  const http = bindEgress(egress, new AbortController().signal);
  const response = await http.fetch({ url: origin, method: "GET" });
  expect(response).toMatchObject({ status: 418, url: `${origin}/`, headers: { "x-kind": "tea" } });
  expect(new TextDecoder().decode(response.body)).toBe("pot");
  expect(await http.resolve("127.0.0.1", port)).toEqual({ address: "127.0.0.1", family: 4 });
  expect(await http.resolve("::1", port)).toEqual({ address: "::1", family: 6 });
});

test("ends every call with the run", async () => {
  const { origin, stop } = await serveLocally(() => undefined);
  stops.push(stop);
  const controller = new AbortController();
  const call = bindEgress(egress, controller.signal).fetch({ url: origin, method: "GET" });
  controller.abort();
  await expect(call).rejects.toEqual(expect.objectContaining({ code: "cancelled" }));
});
