import { expect, test } from "vitest";
import { createVectorCache } from "./vector-cache.ts";

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ passageId: String(at), vector: new Float32Array(50) }));

test("loads once for all who ask together, and again after a failure", async () => {
  const cache = createVectorCache();
  let loads = 0;
  const load = async () => {
    loads += 1;
    if (loads === 1) throw new Error("away");
    return rows(2);
  };
  await expect(Promise.all([cache.read("a", load), cache.read("a", load)])).rejects.toThrow("away");
  const [one, other] = await Promise.all([cache.read("a", load), cache.read("a", load)]);
  expect(one).toBe(other);
  expect(await cache.read("a", load)).toBe(one);
  expect(loads).toBe(2);
});

test("drops the longest unused beyond its budget, and keeps nothing larger than that", async () => {
  const cache = createVectorCache(1000);
  const reload = async (key: string, count: number) => {
    let loaded = false;
    await cache.read(key, async () => {
      loaded = true;
      return rows(count);
    });
    return loaded;
  };
  await reload("a", 1);
  await reload("b", 1);
  await reload("a", 1);
  await reload("c", 1);
  expect([await reload("a", 1), await reload("c", 1), await reload("b", 1)]).toEqual([false, false, true]);
  await reload("large", 100);
  expect(await reload("large", 100)).toBe(true);
});

test("keeps nothing that changed while it was loaded", async () => {
  const cache = createVectorCache();
  await cache.read(
    "a",
    async () => rows(1),
    async () => false,
  );
  expect(cache.size()).toBe(0);
});
