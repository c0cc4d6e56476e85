import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, it, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { createOwner, lookOf } from "./every-page.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  const context = await browser.newContext(lookOf("light", "desk"));
  context.setDefaultTimeout(15_000);
  await createOwner(app, context);
  page = await context.newPage();
  page.on("pageerror", (error) => failures.push(error.message));
});

afterEach(() => expect(failures.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

it("[G1.1] a person finds the template for demos, reads what it brings, uses it, and its goal is filled in", async () => {
  await page.goto(`${app.baseUrl}/templates`);
  await page.getByRole("searchbox", { name: "Search templates" }).fill("demos");
  await page.getByRole("button", { name: /^Sales \d/ }).click();
  await page.getByRole("link", { name: "Qualify leads, book demos" }).click();
  await page.waitForURL("**/templates/demo-booking");
  await page.getByRole("img", { name: /^Canvas of Qualify leads, book demos/ }).waitFor();
  await page.getByText("Who fits", { exact: true }).click();
  await page.getByText("A company with 15 or more employees is qualified.").waitFor();
  await page.getByText("Large accounts", { exact: false }).first().waitFor();

  await page.getByRole("button", { name: "Use this template" }).click();
  await page.waitForURL(/\/blueprints\/[0-9a-f-]{36}$/);
  const studio = studioOf(page);
  await page.getByTestId("saved-state").waitFor();
  await studio.card("Qualify leads, schedule demos").click();
  const statement = studio.panel.getByLabel("Goal", { exact: true });
  expect(await statement.inputValue()).toContain("schedule a demonstration");
  const metric = studio.panel.getByLabel("Success metric", { exact: true });
  expect(await metric.inputValue()).toContain("demonstration booked");
  await studio
    .card("Qualify leads, schedule demos")
    .getByText("3 criteria · due in 1 d", { exact: false })
    .waitFor();
});

test("a search that finds nothing says so and leads back to all", async () => {
  await page.goto(`${app.baseUrl}/templates`);
  await page.getByRole("searchbox", { name: "Search templates" }).fill("submarines");
  await page.getByText("No template fits “submarines”.", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Show all templates" }).click();
  expect(await page.getByRole("article").count()).toBeGreaterThanOrEqual(10);
});

it("[K1] a person scores a process: missing answers are asked for, the score is explained, a template is one click away", async () => {
  await page.goto(`${app.baseUrl}/templates/fit`);
  const submit = page.getByRole("button", { name: "Score this process" });
  await submit.click();
  await page.getByText("Some answers are missing.", { exact: false }).waitFor();
  const choose = (question: string, answer: string) =>
    page.getByRole("group", { name: question }).getByRole("radio", { name: answer }).check();
  await choose("What kind of work is it?", "Finance");
  await choose("How is a case decided?", "Known ways, some judgement");
  await choose("How does a case arrive?", "In people's own words");
  await choose("What does a mistake cost?", "Money or trust");
  await choose("Is written down how it is done?", "Yes, and it is true");
  await page.getByLabel("How many cases are there in a week?").fill("120");
  await page.getByLabel("How many minutes does one take?").fill("7,5");
  await page.getByText("Tables and lists").click();
  await submit.click();
  const score = page.getByRole("region", { name: "The score" });
  await score.getByRole("heading", { name: "A good fit, with a person at the gate" }).waitFor();
  await score.getByText("about 65 hours a month").waitFor();
  await score.getByText("a person approves what matters", { exact: false }).waitFor();

  await choose("How is a case decided?", "Always by the same steps");
  await choose("How does a case arrive?", "As a form with fixed fields");
  await submit.click();
  await score.getByRole("heading", { name: "A fixed rule would do" }).waitFor();
  expect(await score.getByRole("link").count()).toBe(0);

  await choose("How is a case decided?", "Known ways, some judgement");
  await submit.click();
  await score.getByRole("link", { name: /^Invoice desk/ }).click();
  await page.waitForURL("**/templates/invoice-desk");
});

test("an import shows the tests a file brings before anything is stored", async () => {
  const made = await app.fetch("/api/v1/blueprints", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ template: "first-agent" }),
  });
  const { id } = await made.json();
  const file = await (await app.fetch(`/api/v1/blueprints/${id}/export`)).text();
  await page.goto(`${app.baseUrl}/blueprints`);
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("JSON").fill(file);
  await dialog.getByRole("button", { name: "Check" }).click();
  await dialog.getByText("Library basics, 7 cases.").waitFor();
  await dialog.getByLabel("JSON").fill(file.replace('"kind": "goal"', '"kind": "quantum"'));
  await dialog.getByRole("button", { name: "Check" }).click();
  await dialog
    .getByRole("alert")
    .getByText("no kind of node called “quantum”", { exact: false })
    .first()
    .waitFor();
});

test("axe finds nothing on a template with all its parts opened, on a phone in the dark", async () => {
  const context = await browser.newContext({
    ...lookOf("dark", "phone"),
    storageState: await page.context().storageState(),
  });
  try {
    const phone = await context.newPage();
    await phone.goto(`${app.baseUrl}/templates/invoice-desk`);
    for (const summary of await phone.locator("details summary").all()) await summary.click();
    const { violations } = await new AxeBuilder({ page: phone }).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
    const wider = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider).toBe(0);
  } finally {
    await context.close();
  }
});
