import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { people, setUpWorkspace } from "./person.ts";
import { runClient } from "./run-client.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
let blueprintId: string;
const desk = people();

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  page = await desk.open(browser);
  await setUpWorkspace(page, app, { name: "Tess Tester" });
  const client = runClient(app);
  blueprintId = await client.publishTemplate("support-desk", "Tested desk");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const score = () => page.getByTestId("suite-score");
const result = (title: string) => page.getByTestId("suite-result").filter({ hasText: title });

test("a person runs the suite that came with the template, breaks a case, and reads why", async () => {
  await page.goto(`${app.baseUrl}/blueprints/${blueprintId}`);
  await page.getByRole("link", { name: "Tests", exact: true }).click();
  await page.waitForURL(/\/tests/);
  await page.getByText("Not run yet").waitFor();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await score().getByText("7 of 7").waitFor();
  await score().getByText("Held out").waitFor();

  await page.getByRole("tab", { name: /^Cases/ }).click();
  await page.getByRole("button", { name: "Add case" }).click();
  const editor = page.getByRole("dialog");
  await editor.getByLabel("Title").fill("The warranty is seven years");
  await editor.getByLabel("Message", { exact: true }).fill("How long is the warranty?");
  await editor.getByRole("button", { name: "Save case" }).click();
  // What is missing is said at its field.
  await editor.getByRole("alert").getByText("expectations.0.text", { exact: true }).waitFor();
  await editor.getByLabel("Words").fill("7 years");
  await editor.getByLabel("Segments").fill("policy, wishful");
  await editor.getByRole("button", { name: "Save case" }).click();
  await editor.waitFor({ state: "hidden" });

  await page.getByRole("combobox", { name: "Version to test" }).click();
  await page.getByRole("option", { name: "Live v1" }).click();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await score().getByText("7 of 8").waitFor();
  const failed = result("The warranty is seven years");
  await failed.getByText("The answer contains “7 years”").waitFor();
  await failed.getByText(/The answer: “.*2 years/).waitFor();

  await page.getByRole("combobox", { name: "Compare with" }).click();
  await page.getByRole("option", { name: /^Draft/ }).click();
  await page.getByRole("region", { name: "Comparison" }).getByText("Added").waitFor();

  await page.getByRole("tab", { name: "Versions and segments" }).click();
  const versions = page.getByRole("table", { name: "Pass rate by version" });
  await versions.getByRole("row", { name: /^v1/ }).getByText("7 of 8").waitFor();
  await versions
    .getByRole("row", { name: /^Draft/ })
    .getByText("7 of 7")
    .waitFor();
  const segments = page.getByRole("table", { name: "Pass rate by segment" });
  await segments
    .getByRole("row", { name: /^wishful/ })
    .getByText("0 of 1")
    .waitFor();

  await page.getByRole("tab", { name: "Results" }).click();
  await failed.getByRole("link", { name: "Open the run" }).click();
  await page.waitForURL(/\/runs\//);
  await page.getByText("Evaluation", { exact: true }).waitFor();
  // It stays out of the list of real runs.
  await page.goto(`${app.baseUrl}/runs`);
  await page.getByText("No runs yet").waitFor();
});

test("an agent gets a suite of its own from its inspector, and a real run becomes its first case", async () => {
  const studio = studioOf(page);
  const run = await runClient(app).ask(blueprintId, "Where is order 1042?");
  await page.goto(`${app.baseUrl}/blueprints/${blueprintId}`);
  await studio.card("Support agent").click();
  const evals = studio.panel.getByRole("region", { name: "Evals" });
  await evals.getByText("Nothing tests this agent by itself yet.").waitFor();
  await evals.getByRole("link", { name: "New suite for this agent" }).click();
  const settings = page.getByRole("dialog");
  await settings.getByLabel("Name").fill("Order questions");
  await settings.getByText("Support agent").waitFor();
  await settings.getByRole("button", { name: "Create suite" }).click();
  await page.getByRole("heading", { name: "Order questions" }).waitFor();

  await page.goto(`${app.baseUrl}/runs/${run.id}`);
  await page.getByRole("button", { name: "Make a test case" }).click();
  await page.getByRole("dialog").getByText("Order questions").waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  const editor = page.getByRole("dialog");
  await editor.getByText("An ability is called").waitFor();
  await editor.getByRole("button", { name: "Save case" }).click();
  await page.waitForURL(/\/tests\?suite=/);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await score().getByText("1 of 1").waitFor();

  await page.goto(`${app.baseUrl}/blueprints/${blueprintId}`);
  await studio.card("Support agent").click();
  await studio.panel.getByRole("region", { name: "Evals" }).getByText("1 of 1").waitFor();
});
