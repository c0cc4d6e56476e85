import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "./app.ts";

let app: RunningApp;

beforeAll(async () => {
  app = await startApp({ workers: 0 });
});
afterAll(() => app?.stop());

describe("startApp", () => {
  it("serves the real app, with a token that may ask and without one that may not", async () => {
    expect((await fetch(`${app.baseUrl}/api/ready`)).status).toBe(200);
    expect((await app.fetch("/api/v1/tokens")).status).toBe(200);
    expect((await app.fetch("/api/v1/tokens", { headers: { authorization: "Bearer wrong" } })).status).toBe(
      401,
    );
  });

  it("can lose its web server and get it back", async () => {
    await app.killWeb();
    await expect(fetch(`${app.baseUrl}/api/health`)).rejects.toThrow();
    await app.restartWeb();
    expect((await app.fetch("/api/v1/tokens")).status).toBe(200);
  });
});
