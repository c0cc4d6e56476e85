import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { people, setUpWorkspace } from "./person.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
let client: RunClient;
const desk = people();

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  client = runClient(app);
  page = await desk.open(browser);
  await setUpWorkspace(page, app, { name: "Ria Reader", workspace: "Reasons" });
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

it("a run's page shows observation, options, decision and why of each action, and its replay [H4.1]", async () => {
  const blueprint = await client.publishTemplate("support-desk", "Desk", {
    "refund-order": { weigh: "always" },
  });
  const contact = { key: "kim", name: "Kim Park" };
  await client.ask(blueprint, "How long is the warranty?", { contact });
  const run = await client.ask(blueprint, "Refund order 1032, it arrived broken.", { contact });
  await page.goto(`${app.baseUrl}/runs/${run.id}`);

  const known = page.getByTestId("perceived");
  await known.getByText("Past outcome").waitFor();
  await known.getByRole("button", { name: /^Message/ }).click();
  await known.getByText(/SHA-256 [0-9a-f]{64}/).waitFor();

  const card = page
    .getByTestId("reasoning-card")
    .filter({ has: page.getByRole("heading", { name: /Refund order$/ }) });
  await card.getByText("Observation").waitFor();
  await card.getByText(/\d+ facts, .*1 result of an earlier action/).waitFor();
  const table = card.getByRole("table", { name: "Options weighed" });
  const headings = await table.getByRole("columnheader").allInnerTexts();
  expect(headings.map((text) => text.split("\n")[0])).toEqual([
    "Option",
    "Total",
    "Speed",
    "Quality",
    "Cost",
    "Satisfaction",
    "Goal fit",
    "Likely",
  ]);
  expect(headings[2]).toContain("25 %");
  await table.getByRole("row", { name: /Go on with refund order, chosen/ }).waitFor();
  await table.getByRole("row", { name: /Leave it, rejected/ }).waitFor();
  await card.getByText(/It has the best total/).waitFor();
  await card.getByText("It was done.").waitFor();

  await card.getByRole("button", { name: "Why" }).click();
  const why = page.getByTestId("why");
  await why.getByText("Resolve the request.").waitFor();
  await why.getByText("Support agent can Refund order.").waitFor();
  await why
    .getByRole("region", { name: "Evidence" })
    .getByText(/Result of/)
    .waitFor();
  await why.getByText(/tokens · thought/).waitFor();
  await page.keyboard.press("Escape");
  await why.waitFor({ state: "hidden" });

  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await page.getByTestId("replay-result").getByText("Replay: equal").waitFor();
  await page.getByText(/0 calls outside/).waitFor();
  const audit = await new AxeBuilder({ page }).include("main").analyze();
  expect(audit.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow()).toBeLessThanOrEqual(0);
  await card.getByRole("button", { name: "Why" }).click();
  await why.waitFor();
  const box = await page.getByRole("dialog", { name: "Why" }).boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1440, height: 900 });
});

it("the test chat shows the weighing before the action and its reasons [H4.1]", async () => {
  const blueprint = await client.publishTemplate("support-desk", "Chatted", {
    "refund-order": { weigh: "always" },
  });
  await page.goto(`${app.baseUrl}/blueprints/${blueprint}`);
  const studio = studioOf(page);
  await studio.tab(/^Test/).click();
  await studio.ask("Refund order 1033, it arrived broken.");
  const decision = page.getByTestId("decision-card");
  await decision.getByRole("button").click();
  await decision.getByRole("table", { name: "Options weighed" }).waitFor();
  const action = page.getByTestId("action-card").filter({ hasText: "Refund order" });
  await action.getByText("Done").waitFor();
  await action.getByRole("button").first().click();
  await action.getByRole("button", { name: "Why" }).click();
  await page.getByTestId("why").getByText("Options weighed.").waitFor();
});

it("the weights of a goal are changed in its form and change the table of the next run [C2.4]", async () => {
  const blueprint = await client.publishTemplate("support-desk", "Weighted", {
    "refund-order": { weigh: "always" },
  });
  await page.goto(`${app.baseUrl}/blueprints/${blueprint}`);
  const studio = studioOf(page);
  await studio.card("Resolve the request").click();
  await studio.panel.getByRole("button", { name: "Weigh speed, quality, cost, satisfaction" }).click();
  const speed = studio.panel.getByLabel("Weight of Speed");
  await speed.fill("5");
  await speed.blur();
  await studio.panel.getByText("63 %").waitFor();
  await studio.panel.getByRole("button", { name: "Add what counts" }).click();
  await studio.panel.getByLabel("Criterion 5", { exact: true }).fill("Kindness");
  await studio.saved();
  await studio.tab(/^Test/).click();
  await studio.ask("Refund order 1037, it arrived broken.");
  const decision = page.getByTestId("decision-card");
  await decision.getByRole("button").click();
  const headings = await decision.getByRole("columnheader").allInnerTexts();
  expect(headings[2]).toMatch(/^Speed\s*56 %$/);
  expect(headings[6]).toMatch(/^Kindness\s*11 %$/);
});

it("another result is tried from a run's page, and a change on past runs from their list", async () => {
  const blueprint = await client.publishTemplate("support-desk", "Tried desk");
  const run = await client.ask(blueprint, "Where is order 1042?");
  await client.ask(blueprint, "How long is the warranty?");
  await page.goto(`${app.baseUrl}/runs/${run.id}`);
  await page.getByRole("button", { name: "Fork", exact: true }).click();
  await page.getByRole("combobox", { name: "From" }).click();
  await page.getByRole("option", { name: "Another result of Find order" }).click();
  const result = page.getByLabel("Result as JSON");
  await expect.poll(() => result.inputValue()).toContain('"number": 1042');
  await result.fill('{ "rows": [{ "number": 1042,');
  await page.getByText("This is not valid JSON yet.").waitFor();
  await result.fill('{ "rows": [{ "number": 1042, "status": "lost at sea" }] }');
  await page.getByRole("button", { name: "Run the fork" }).click();
  const beside = page.getByTestId("fork-comparison");
  await beside.getByText(/lost at sea/).waitFor();
  await beside.getByText(/delivered/).waitFor();
  await page.getByText(/1 turn was taken over at no cost/).waitFor();

  await page.goto(`${app.baseUrl}/runs?blueprint=${blueprint}`);
  await page.getByRole("link", { name: "Try a change" }).click();
  await page.getByRole("heading", { name: "How it works" }).waitFor();
  await page.getByLabel("Name").fill("In one sentence");
  await page.getByLabel("How many of the newest").fill("201");
  await page.getByText("From 1 to 200").waitFor();
  await page.getByLabel("How many of the newest").fill("5");
  await page.getByLabel("Other instructions").fill("Answer in one sentence.");
  await page.getByRole("button", { name: "Start" }).click();
  const totals = page.getByTestId("what-if-totals");
  // The fork itself is no past run.
  await totals.getByText("of 2 runs").first().waitFor();
  await totals.getByText(/95 % interval -?\d+ to \+?\d+/).waitFor();
  const table = page.getByRole("table", { name: "Run by run" });
  await table.getByRole("link", { name: "Where is order 1042?" }).waitFor();
  await table
    .getByRole("button", { name: /^(The same|Another)$/ })
    .first()
    .click();
  await table.getByText("Before").nth(1).waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
