import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { env, rereadEnvironment } from "./env.server.ts";
import { loggerTo } from "./log.server.ts";

const before = { ...process.env };
beforeEach(rereadEnvironment);
afterEach(() => {
  process.env = { ...before };
  rereadEnvironment();
});

describe("env", () => {
  it("fills in what is not set and treats an empty value as not set", () => {
    process.env.DATABASE_URL = "";
    process.env.PORT = "4100";
    expect(env()).toEqual(expect.objectContaining({ PORT: 4100, AIMWRIGHT_WORKERS: 1 }));
    expect(env().DATABASE_URL).toBeUndefined();
  });

  it("names the setting that cannot be used", () => {
    process.env.PORT = "many";
    expect(() => env()).toThrow(/PORT/);
  });
});

describe("log", () => {
  it("blanks what sounds secret, at the top and deeper down", () => {
    const lines: string[] = [];
    const logger = loggerTo({ write: (line: string) => lines.push(line) });
    logger.info(
      { password: "hunter2", request: { headers: { authorization: "Bearer abc" } }, name: "x" },
      "hello",
    );
    const written = lines.join("");
    expect(written).toContain('"name":"x"');
    expect(written).not.toMatch(/hunter2|Bearer abc/);
  });
});
