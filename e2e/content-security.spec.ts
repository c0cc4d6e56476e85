import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { setUpWorkspace } from "./person.ts";
import { type RunClient, runClient } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let browser: Browser;
let page: Page;
let blueprint: { id: string; slug: string };
const complaints: string[] = [];

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  client = runClient(app);
  const id = await client.publishTemplate("support-desk", "Guarded desk");
  blueprint = await client.expectOk("GET", `/blueprints/${id}`);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  page.on("console", (message) => {
    if (/content security policy|refused to/i.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await setUpWorkspace(page, app);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

function scriptSources(header: string | null): string {
  return /script-src ([^;]+)/.exec(header ?? "")?.[1] ?? "";
}

test("every main page works in a browser under its policy, without one complaint and nothing read in vain", async () => {
  const run = await client.ask(blueprint.id, "Where is order 1042?");
  const dataset = (await client.expectOk("GET", "/datasets")).items[0];
  const table = (await client.expectOk("GET", "/tables")).items[0];
  const places: [path: string, alive: () => Promise<unknown>][] = [
    ["/blueprints", () => page.getByText("Guarded desk").first().waitFor()],
    [`/blueprints/${blueprint.id}`, () => page.getByTestId("saved-state").waitFor()],
    [
      "/runs",
      () =>
        page
          .getByRole("link", { name: /Guarded desk/ })
          .first()
          .waitFor(),
    ],
    [`/runs/${run.id}`, () => page.getByRole("group", { name: "The blueprint of this run" }).waitFor()],
    ["/inbox", () => page.getByRole("heading", { name: "Inbox" }).waitFor()],
    ["/knowledge", () => page.getByRole("button", { name: "New dataset" }).first().waitFor()],
    [`/knowledge/${dataset.id}`, () => page.getByRole("button", { name: "Add documents" }).first().waitFor()],
    ["/tables", () => page.getByRole("button", { name: "New table" }).first().waitFor()],
    [`/tables/${table.name}`, () => page.getByRole("button", { name: "Add row" }).waitFor()],
    ["/analytics", () => page.getByRole("heading", { name: "Analytics" }).waitFor()],
    ["/settings", () => page.getByLabel("Workspace name").waitFor()],
    [`/chat/${blueprint.slug}`, () => page.getByRole("textbox").first().waitFor()],
    ["/sign-in", () => page.getByLabel("Password").waitFor()],
    ["/no/such/place", () => page.getByText("There is nothing at this address").waitFor()],
  ];
  for (const [path, alive] of places) {
    const response = await page.goto(`${app.baseUrl}${path}`);
    await alive();
    // Whatever was asked for before the scripts ran was taken by them: nothing is read in vain.
    const left = () =>
      page.evaluate(() => [
        ...((globalThis as { askedAhead?: Map<string, unknown> }).askedAhead ?? []).keys(),
      ]);
    await expect.poll(async () => [path, ...(await left())], { timeout: 15_000 }).toEqual([path]);
    const policy = (await response?.headerValue("content-security-policy")) ?? "";
    expect([path, scriptSources(policy)]).toEqual([
      path,
      expect.stringMatching(/^'self' 'nonce-[\w+/=]{20,}'$/),
    ]);
    expect(policy).toContain("frame-ancestors 'none'");
    // React has taken over: its scripts ran.
    await page.waitForFunction(() =>
      Object.keys(document.querySelector(".app-root") ?? {}).some((key) => key.startsWith("__react")),
    );
    expect([path, complaints.splice(0)]).toEqual([path, []]);
  }
});

test("a script somebody smuggles into the page does not run, and no nonce serves twice", async () => {
  const seen = new Set<string>();
  for (let time = 0; time < 3; time++) {
    const response = await fetch(`${app.baseUrl}/sign-in`);
    seen.add(scriptSources(response.headers.get("content-security-policy")));
  }
  expect(seen.size).toBe(3);
  await page.goto(`${app.baseUrl}/blueprints`);
  await page.getByText("Guarded desk").first().waitFor();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.smuggled = true";
    document.body.append(script);
    return "smuggled" in window;
  });
  expect(ran).toBe(false);
  expect(complaints.splice(0).join()).toContain("Content Security Policy");
});

test("what the API answers may do nothing in a browser", async () => {
  const response = await app.fetch("/api/v1/blueprints");
  expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(response.headers.get("x-frame-options")).toBe("DENY");
});
