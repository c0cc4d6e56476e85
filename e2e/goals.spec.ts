import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Locator, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import { type Blueprint, emptyBlueprint } from "#lib/blueprint/schema.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { until } from "./run-client.ts";
import { setupLink, studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  // Without a token the first person begins as on a machine of their own, with the sample.
  [app, browser] = await Promise.all([startApp({ env: { AIMWRIGHT_BOOTSTRAP_TOKEN: "" } }), launchBrowser()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  context.setDefaultTimeout(15_000);
  page = await open();
});
afterEach(() => expect(failures.splice(0)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function open(): Promise<Page> {
  const opened = await context.newPage();
  opened.on("pageerror", (error) => failures.push(error.message));
  return opened;
}

type Answer = {
  id: string;
  revision: number;
  document: Blueprint;
  issues: Issue[];
  items: { met: number; missed: number }[];
};

/** Calls the API as the person who is signed in. */
const api = (method: string, path: string, body?: unknown): Promise<Answer> =>
  page.evaluate(
    async ([verb, where, sent]) => {
      const response = await fetch(`/api/v1${where}`, {
        method: String(verb),
        headers: { "content-type": "application/json" },
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      });
      if (!response.ok)
        throw new Error(`${verb} ${where} answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    [method, path, body],
  );

const configOf = async (id: string, node: string) =>
  (await api("GET", `/blueprints/${id}`)).document.nodes.find((one) => one.id === node)?.config as Record<
    string,
    unknown
  >;

/** Looks for what axe finds wrong; what lies under a dialog is nobody's to read while it is open. */
const isClean = async (part = "body") =>
  expect(
    (await new AxeBuilder({ page }).include(part).analyze()).violations.map(({ id, nodes }) => [
      id,
      nodes[0]?.html,
    ]),
  ).toEqual([]);

it("[A1.3] from sign-up to a live page that answers: 5 clicks from the test chat, 12 actions in all", async () => {
  let actions = 0;
  let clicks = 0;
  const click = async (target: Locator) => {
    actions++;
    clicks++;
    await target.click();
  };
  const type = async (into: Locator, text: string) => {
    actions++;
    await into.fill(text);
  };
  await page.goto(setupLink(app));
  await type(page.getByLabel("Your name"), "Nora Newcomer");
  await type(page.getByLabel("E-mail"), "nora@example.com");
  await type(page.getByLabel("Password"), "a long enough password");
  await type(page.getByLabel("Workspace"), "Town library");
  await click(page.getByRole("button", { name: "Create workspace" }));
  await page.waitForURL(/\/blueprints\/[0-9a-f-]{36}$/);
  await page.getByTestId("node-agent").waitFor();
  const studio = studioOf(page);
  await click(studio.tab(/^Test/));
  const chat = page.getByTestId("chat-input");
  await chat.waitFor();

  // From here on the chat is open; what follows is the way to live.
  clicks = 0;
  await click(page.getByTestId("publish"));
  await click(page.getByTestId("publish-confirm"));
  const opening = context.waitForEvent("page");
  await click(page.getByTestId("open-chat"));
  const live = await opening;
  live.on("pageerror", (error) => failures.push(error.message));
  await type(live.getByTestId("chat-input"), "What does a card cost?");
  await click(live.getByTestId("chat-send"));
  await live.getByTestId("chat-answer").getByText("A new card costs 3 EUR.").waitFor();
  await live.close();
  expect(clicks).toBeLessThanOrEqual(5);
  expect(actions).toBeLessThanOrEqual(12);
});

it("[H1.1] [K2] an empty blueprint asks for a goal, and the wizard ends with a saved one that is measured, by keyboard", async () => {
  const { id } = await api("POST", "/blueprints", {
    name: "From nothing",
    document: emptyBlueprint("From nothing"),
  });
  await page.goto(`${app.baseUrl}/blueprints/${id}`);
  const studio = studioOf(page);
  await page.getByText("What should this blueprint achieve?").first().waitFor();
  await page.getByRole("button", { name: /^Start with a goal/ }).focus();
  await page.keyboard.press("Enter");
  const wizard = page.getByRole("dialog", { name: "Set a goal" });
  const press = async (name: RegExp | string) => {
    await wizard.getByRole("button", { name, exact: typeof name === "string" }).focus();
    await page.keyboard.press("Enter");
  };
  // Nothing written is no goal: it says so and stays.
  await press("Next");
  await wizard.getByText("Say what this goal is about in one sentence.").waitFor();
  await wizard.getByLabel("Goal", { exact: true }).focus();
  await page.keyboard.type("Improve support");
  await wizard.getByText("This goal is vague: “improve”, “support” name a direction and no end.").waitFor();
  await wizard.getByText(/Two people could read the same run/).waitFor();
  await isClean('[role="dialog"]');
  await press(/^Write “Every customer request/);
  await press("Next");
  await wizard.getByRole("heading", { name: "How is it measured?" }).waitFor();
  await press("Next");
  await wizard.getByText("A goal without a criterion cannot be measured.").waitFor();
  await press("Answered with a source");
  await press("Rated well");
  await wizard.getByLabel("Weight").nth(1).fill("3");
  await press("Next");
  await press(/^Set 120 minutes/);
  await press("Share another customer's data");
  await press("$0.05");
  await press("Next");
  await wizard.getByText("counts 75 %").waitFor();
  await wizard.getByText("This goal can be measured.").waitFor();
  await isClean('[role="dialog"]');
  await press("Put it on the canvas");
  await wizard.waitFor({ state: "detached" });
  await studio.card("Goal").getByText("No live run in 30 days").waitFor();
  await studio.saved();
  const { document, issues } = await api("GET", `/blueprints/${id}`);
  expect(document.nodes).toHaveLength(1);
  expect(document.nodes[0]?.config).toMatchObject({
    statement: expect.stringContaining("within 2 hours"),
    deadlineMinutes: 120,
    budgetUsd: 0.05,
    constraints: ["Share another customer's data"],
    criteria: [
      { kind: "condition", when: "run.answered && run.citations > 0", weight: 1 },
      { kind: "rating", weight: 3 },
    ],
  });
  expect(issues.filter(({ node }) => node !== undefined)).toEqual([]);
  // One step back takes all of it away, and the issue of the missing goal leads to the wizard again.
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await studio.tab(/^Issues/).click();
  await studio.panel.getByRole("button", { name: /It has no goal/ }).click();
  await page.getByRole("dialog", { name: "Set a goal" }).getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await studio.card("Goal").waitFor();
});

async function sample(name: string): Promise<string> {
  const { id } = await api("POST", "/blueprints", { template: "support-desk", name });
  return id;
}

it("a goal's card shows its rate with the interval, and thumbs wired to it change it", async () => {
  const id = await sample("Rated desk");
  await page.goto(`${app.baseUrl}/blueprints/${id}`);
  const studio = studioOf(page);
  await studio.card("Resolve the request").getByText("No live run in 30 days").waitFor();
  await page.getByTestId("palette-feedback").click();
  await studio.panel.getByLabel("Question beside the thumbs").fill("Are you helped?");
  await studio.saved();
  await page.getByTestId("publish").click();
  await page.getByTestId("publish-confirm").click();
  await page.getByText("Live v1").waitFor();
  for (const value of [1, -1]) {
    const run = await api("POST", `/blueprints/${id}/runs?wait=20`, {
      input: { text: "How long is the warranty?" },
    });
    await api("POST", `/runs/${run.id}/ratings`, { value });
  }
  // The count may be a few seconds old; the card reads it as it opens.
  const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  await until("The counted goal", async () => {
    const { items } = await api("GET", `/blueprints/${id}/goals?days=30&zone=${zone}`);
    return items[0]?.met === 1 && items[0].missed === 1 ? true : undefined;
  });
  await page.reload();
  const standing = page.getByTestId("standing-goal");
  await standing.getByText("50 %", { exact: true }).waitFor();
  await standing.getByText("9–91 % of 2").waitFor();
  await standing.getByRole("img", { name: /Share met by day/ }).waitFor();
  await studio.tab(/^Test/).click();
  await studio.ask("How long is the warranty?");
  await page.getByText("Are you helped?").waitFor();
});

it("[A1.6] prompt, data, tools, tests, model, runs and cost of an agent are on one page, edited there", async () => {
  const id = await sample("One page");
  await page.goto(`${app.baseUrl}/blueprints/${id}`);
  const studio = studioOf(page);
  await studio.card("Support agent").click();
  await studio.panel.getByRole("link", { name: "Open the agent's page" }).click();
  await page.waitForURL(`**/blueprints/${id}/agents/agent`);
  for (const title of [
    "Prompt",
    "Side-by-side test",
    "Tests",
    "Recent runs",
    "Model and limits",
    "Data",
    "Tools",
  ])
    await page.getByRole("heading", { name: title, exact: true }).waitFor();
  await page.getByText("Goal met", { exact: true }).waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Desk agent");
  await page.getByLabel("Turns at most").fill("9");
  // Data and tools are edited where they stand, and one more is given.
  await page.getByTestId("resource-policies").locator("summary").click();
  await page
    .getByTestId("resource-policies")
    .getByLabel(/^Passages/)
    .first()
    .fill("3");
  await page.getByRole("button", { name: "Add a tool" }).click();
  await page.getByRole("menuitem", { name: "HTTP request" }).click();
  await studio.saved();
  const { document } = await api("GET", `/blueprints/${id}`);
  const agent = document.nodes.find((node) => node.id === "agent");
  expect(agent).toMatchObject({ title: "Desk agent", config: { maxTurns: 9 } });
  expect(await configOf(id, "policies")).toMatchObject({ passages: 3 });
  const added = document.nodes.at(-1);
  expect(document.wires).toContainEqual(
    expect.objectContaining({ from: { node: "agent", port: "can" }, to: { node: added?.id, port: "used" } }),
  );
  // Alone, on a message, from its own page: the run is listed nowhere a figure counts it.
  const test = page.getByRole("region", { name: "Test this agent" });
  await test.getByLabel("Message").fill("How long is the warranty?");
  await test.getByRole("button", { name: "Run the agent" }).click();
  await test.locator('[data-testid="variant-result"][data-over="true"]').waitFor();
  await test.getByText("Tokens").waitFor();
  await isClean();
  // Somebody else set the same field meanwhile: nothing is overwritten in silence.
  const theirs = await api("GET", `/blueprints/${id}`);
  await api("PUT", `/blueprints/${id}`, {
    document: changeConfig(theirs.document, "agent", { maxTurns: 10 }),
    revision: theirs.revision,
  });
  await page.getByLabel("Turns at most").fill("11");
  await page.locator('[data-testid="saved-state"][data-state="conflict"]').waitFor();
  await page.getByRole("alert").filter({ hasText: "changed" }).waitFor();
  expect((await configOf(id, "agent")).maxTurns).toBe(10);
  await page.goto(`${app.baseUrl}/blueprints/${id}/agents/goal`);
  await page.getByText("There is no such agent in this blueprint").waitFor();
});

it("[H1.2] the prompt assistant explains and mends, and two prompts are run side by side until one is kept", async () => {
  const id = await sample("Prompts");
  await page.goto(`${app.baseUrl}/blueprints/${id}/agents/agent`);
  const prompt = page.getByLabel("Instructions", { exact: true });
  await page.getByText("Nothing to say against these instructions.").waitFor();
  await prompt.fill("Always offer {{discount}}. Never offer a discount. Use sk-abcdefghijklmnop1234.");
  for (const code of [
    "prompt-secret",
    "prompt-contradiction",
    "prompt-field",
    "prompt-no-goal",
    "prompt-no-refusal",
  ]) {
    const advice = page.getByTestId(`advice-${code}`);
    await advice.waitFor();
    await advice.getByRole("button").click();
    await advice.waitFor({ state: "detached" });
  }
  await page.getByText("Nothing to say against these instructions.").waitFor();
  expect(await prompt.inputValue()).not.toMatch(/sk-|\{\{/);

  const compare = page.getByRole("region", { name: "Side-by-side test" });
  const better =
    "You answer customers from the store policies. When they do not say, say that you do not know.";
  await compare.getByLabel("Other instructions").fill(better);
  await compare.getByRole("combobox", { name: /Take a test case/ }).click();
  await page.getByRole("option").first().click();
  expect(await compare.getByLabel("Message for both").inputValue()).not.toBe("");
  await compare.getByLabel("Message for both").fill("How long is the warranty?");
  await compare.getByRole("button", { name: "Run both" }).click();
  const columns = [
    compare.getByRole("region", { name: "As it is now" }),
    compare.getByRole("region", { name: "The other" }),
  ];
  for (const column of columns) {
    await column.locator('[data-testid="variant-result"][data-over="true"]').waitFor();
    for (const figure of ["Tokens", "Cost", "Time"])
      await column.getByText(figure, { exact: true }).waitFor();
  }
  await isClean();
  await columns[1]?.getByRole("button", { name: "Keep this one" }).click();
  expect(await prompt.inputValue()).toBe(better);
  await studioOf(page).saved();
  expect((await configOf(id, "agent")).instructions).toBe(better);
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await prompt.inputValue()).not.toBe(better);
  await page.getByRole("button", { name: "Redo" }).click();
  expect(await prompt.inputValue()).toBe(better);
});

it("[H1.1] on a phone the wizard and the agent's page fit and work", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const fits = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const { id } = await api("POST", "/blueprints", { name: "Pocket", document: emptyBlueprint("Pocket") });
  await page.goto(`${app.baseUrl}/blueprints/${id}`);
  await page.getByRole("button", { name: /^Start with a goal/ }).click();
  const wizard = page.getByRole("dialog", { name: "Set a goal" });
  await wizard.getByRole("button", { name: "Sales" }).click();
  await wizard.getByRole("button", { name: "Next" }).click();
  await wizard.getByRole("button", { name: "Not handed to a person" }).click();
  await fits();
  await wizard.getByRole("button", { name: "Next" }).click();
  await wizard.getByRole("button", { name: "1 day" }).click();
  await wizard.getByRole("button", { name: "Next" }).click();
  await wizard.getByText("This goal can be measured.").waitFor();
  await isClean('[role="dialog"]');
  await wizard.getByRole("button", { name: "Put it on the canvas" }).click();
  await wizard.waitFor({ state: "detached" });
  await studioOf(page).saved();
  expect((await api("GET", `/blueprints/${id}`)).document.nodes[0]?.config).toMatchObject({
    deadlineMinutes: 1440,
  });

  const desk = await sample("On a phone");
  await page.goto(`${app.baseUrl}/blueprints/${desk}/agents/agent`);
  await page.getByRole("heading", { name: "Prompt", exact: true }).waitFor();
  await fits();
  await isClean();
  await page.setViewportSize({ width: 1440, height: 900 });
});
