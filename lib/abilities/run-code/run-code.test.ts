import { expect, test } from "vitest";
import type { AbilityContext } from "../execute-ability.ts";
import { runCodeDefinition } from "./definition.ts";
import { runCodeExecutor } from "./execute.server.ts";

const kept: string[] = [];
const context = (signal = new AbortController().signal) =>
  ({
    signal,
    artifacts: {
      create: async ({ name, mediaType, content }) => {
        kept.push(new TextDecoder().decode(content));
        return { id: "a1", name, mediaType, size: content.byteLength, sha256: "" };
      },
      remove: async () => {},
    },
  }) as Partial<AbilityContext> as AbilityContext;

const settings = (given: object) => runCodeDefinition.settings.parse(given);
const run = (code: string, given: object = {}, input: unknown = null) =>
  runCodeExecutor.act(context(), settings({ source: "agent", seconds: 2, ...given }), { code, input });

test("values go in as JSON, what is returned comes out, and the console is told", async () => {
  const fixed = settings({
    code: "console.log('sum of', input.prices); return input.prices.reduce((a, b) => a + b, 0);",
    inputs: [{ name: "prices" }],
  });
  expect(runCodeDefinition.arguments(fixed).safeParse({}).success).toBe(false);
  expect(await runCodeExecutor.act(context(), fixed, { prices: [1, 2, 3.5] })).toEqual({
    result: { result: 6.5, logs: ["sum of [1,2,3.5]"] },
  });
  expect(await run("return await Promise.resolve({ ok: input.a })", {}, { a: "日本" })).toEqual({
    result: { result: { ok: "日本" } },
  });
});

test("an error comes back with its line", async () => {
  expect(await run("const a = 1;\nreturn missing + a;")).toEqual({
    result: { error: expect.stringMatching(/ReferenceError: .*missing.*\(line 2\)/) },
    isError: true,
  });
  expect(await run("return (")).toMatchObject({
    isError: true,
    result: { error: expect.stringContaining("SyntaxError") },
  });
});

test.each([
  ["an endless loop", "while (true) {}", /too long/],
  ["endless recursion", "const f = () => f() + 1; return f();", /too deeply|memory|InternalError/],
  [
    "endless allocation",
    "const a = []; while (true) a.push('x'.repeat(100000) + a.length);",
    /memory|too long/,
  ],
  ["a promise that never comes", "await new Promise(() => {});", /never comes/],
  [
    "an endless chain of promises",
    "const f = async () => { while (true) await null; }; await f();",
    /too long/,
  ],
  ["a regex that never ends", "return /^(a+)+$/.test('a'.repeat(40) + 'b');", /too long/],
  ["a huge result", "return 'x'.repeat(5000000);", /larger than 4 MB|memory/],
])("%s ends with words", async (_name, code, expected) => {
  expect(await run(code, { seconds: 1, memoryMb: 16 })).toMatchObject({
    isError: true,
    result: { error: expect.stringMatching(expected) },
  });
});

test("there is no way out: no process, no modules, no network, no environment, nothing left from before", async () => {
  const names = [
    "process",
    "require",
    "fetch",
    "XMLHttpRequest",
    "WebAssembly",
    "Deno",
    "setTimeout",
    "os",
    "std",
    "scriptArgs",
    "postMessage",
  ];
  expect(
    await run(`return ${JSON.stringify(names)}.filter((name) => typeof globalThis[name] !== "undefined");`),
  ).toEqual({
    result: { result: [] },
  });
  for (const code of [
    "return await import('node:fs');",
    "return (function () { return this; }).constructor('return typeof process')();",
    "return [].constructor.constructor('return typeof require')();",
    "return console.log.constructor('return typeof process')();",
    "return (async () => {}).constructor('return typeof process')();",
  ]) {
    const { result, isError } = (await run(code)) as { result: { result?: unknown }; isError?: boolean };
    expect(isError === true || result.result === "undefined", code).toBe(true);
  }
  await run("globalThis.left = 1; Object.prototype.polluted = 1; Array.prototype.map = null;");
  expect(await run("return [typeof left, typeof {}.polluted, typeof [].map];")).toEqual({
    result: { result: ["undefined", "undefined", "function"] },
  });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("code that closes our function early still runs in the same sandbox", async () => {
  const done = await run("return 1; })(0).then(() => typeof process)); (async () => {");
  expect(JSON.stringify(done.result)).not.toContain("object");
});

test("the main thread goes on meanwhile, and a cancelled run ends the code", async () => {
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 5);
  const stop = new AbortController();
  const endless = runCodeExecutor.act(context(stop.signal), settings({ source: "agent", seconds: 30 }), {
    code: "while (true) {}",
  });
  await expect.poll(() => ticks).toBeGreaterThan(20);
  stop.abort(new Error("cancelled"));
  await expect(endless).rejects.toThrow("cancelled");
  clearInterval(timer);
});

test("a long result is kept as a document and told in short", async () => {
  const done = await run("return Array.from({ length: 500 }, (_, id) => ({ id, name: 'n'.repeat(50) }));", {
    resultLimit: 2000,
  });
  expect(done).toMatchObject({ result: { shortened: { keptAs: "result.json" } }, artifact: { id: "a1" } });
  expect(JSON.stringify(done.result).length).toBeLessThan(2600);
  expect(JSON.parse(kept.at(-1) ?? "")).toHaveLength(500);
});
