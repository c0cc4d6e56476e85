import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSupervisor, type SupervisedApp, startSupervisedApp } from "#lib/testing/supervised-app.ts";

let app: SupervisedApp;

beforeAll(async () => {
  app = await startSupervisedApp();
});
afterAll(() => app?.stop());

const authorized = () => ({ headers: { authorization: `Bearer ${app.token}` } });

describe("npm start", () => {
  it("serves, and knows the bootstrap token", async () => {
    expect(app.output()).toMatch(/Aimwright is ready.*http:\/\/localhost:/);
    expect((await fetch(`${app.baseUrl}/api/v1/tokens`)).status).toBe(401);
    expect((await fetch(`${app.baseUrl}/api/v1/tokens`, authorized())).status).toBe(200);
  });

  it("[A1.4] brings everything a template needs: it answers, and its goal is met", async () => {
    const call = async (path: string, body: unknown) => {
      const headers = { ...authorized().headers, "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      return (await fetch(`${app.baseUrl}${path}`, init)).json();
    };
    const { id } = await call("/api/v1/blueprints", { template: "support-desk" });
    const run = await call(`/api/v1/blueprints/${id}/runs?wait=30`, {
      input: { text: "Where is order 1042?" },
      version: "draft",
    });
    expect(run).toMatchObject({ status: "succeeded", outcome: { verdict: "met" } });
    expect(run.answer).toContain("1042");
  });

  it("refuses a second start in the same folder, naming the one that runs", async () => {
    const second = await runSupervisor({ AIMWRIGHT_DATA_DIRECTORY: app.dataDirectory, PORT: "1" });
    expect(second.code).toBe(1);
    expect(second.output).toContain(
      `already running in this folder: http://localhost:${new URL(app.baseUrl).port}`,
    );
    expect(second.output).toContain(String(app.supervisor.pid));
  });

  it("says so when the port that was asked for is taken", async () => {
    const port = new URL(app.baseUrl).port;
    const second = await runSupervisor({
      AIMWRIGHT_DATA_DIRECTORY: `${app.dataDirectory}-other`,
      PORT: port,
    });
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining(`Port ${port} is in use`) });
  });

  it.each(["postgres", "web", "worker-1"])(
    "brings back %s after kill -9 with everything still there",
    async (name) => {
      const before = await (await fetch(`${app.baseUrl}/api/v1/tokens`, authorized())).json();
      await app.killAndAwaitReturn(name);
      const after = await (await fetch(`${app.baseUrl}/api/v1/tokens`, authorized())).json();
      expect(namesOf(after)).toEqual(namesOf(before));
    },
  );

  it("stops everything it started", async () => {
    const pids = [app.pidOf("web"), app.pidOf("postgres")];
    await app.stop();
    expect(app.supervisor.exitCode).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });
});

function namesOf(list: { items: { name: string }[] }): string[] {
  return list.items.map(({ name }) => name);
}
