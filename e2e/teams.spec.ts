import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { setupLink, studioOf } from "./studio.ts";
import { barrier, calling, castOf, publishTeam } from "./team-drawn.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
let client: RunClient;
let model: OpenAiServer;
const failures: string[] = [];

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "reply", reply: { text: "Hello." } });
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  client = runClient(app);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  page.on("pageerror", (error) => failures.push(error.message));
  await page.goto(setupLink(app));
  await page.getByLabel("Your name").fill("Tia Team");
  await page.getByLabel("E-mail").fill("tia@example.com");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByLabel("Workspace").fill("Teams");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL("**/blueprints");
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl, price: { input: 10, output: 10 } }]);
});

afterEach(() => expect(failures.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await model?.close();
});

const defects = async (within = "html") => {
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(" ")}`);
};

it("wires between agents show protocol and depth on the canvas, and their terms are changed there [A2.18]", async () => {
  const blueprint = await publishTeam(client, "Drawn team", {
    first: "lead",
    agents: { lead: {}, pricing: {} },
    team: { "lead>pricing": { depth: 2, maxSeconds: 30 } },
  });
  await page.goto(`${app.baseUrl}/blueprints/${blueprint}`);
  const studio = studioOf(page);
  await studio.canvas.getByText("delegates to · depth 2 · ≤ 30 s").waitFor();
  await studio.card("lead").click();
  await studio.panel.getByRole("button", { name: "Terms with pricing" }).click();
  await studio.panel.getByRole("heading", { name: "lead → pricing" }).waitFor();

  await studio.panel.getByLabel("Result").fill('{"type": "object", "properties"');
  await studio.panel.getByText("This is not JSON yet").waitFor();
  await studio.panel.getByLabel("Result").fill('{"type": "nonsense"}');
  await studio.panel.getByText("This JSON Schema cannot be used").waitFor();
  await studio.panel
    .getByLabel("Result")
    .fill('{"type": "object", "properties": {"price": {"type": "number"}}, "required": ["price"]}');
  await studio.panel.getByLabel("Depth at most").fill("4");
  await studio.panel.getByLabel("Cost at most, USD").fill("0.5");
  await studio.canvas.getByText("delegates to · depth 4 · ≤ $0.5 · ≤ 30 s").waitFor();
  await studio.choose("How they work together", "Is replaced by it");
  await studio.canvas.getByText("is replaced by").waitFor();
  await studio.choose("How they work together", "Delegates a task");
  await studio.saved();
  expect(await defects()).toEqual([]);
  const { document } = await client.expectOk("GET", `/blueprints/${blueprint}`);
  const wire = document.wires.find(({ to }: { to: { node: string } }) => to.node === "pricing");
  expect(wire.terms).toMatchObject({ protocol: "delegate", depth: 4, maxCostUsd: 0.5, maxSeconds: 30 });
  expect(wire.terms.result.required).toEqual(["price"]);
});

it("a run's page shows a plan that forks and is made anew as a tree, the agents' messages, and the speed-up [S0.10] [A2.14] [A2.11]", async () => {
  const blueprint = await publishTeam(client, "Planned team", {
    first: "lead",
    agents: { lead: { strategy: "plan" }, stock: {}, carrier: { maxTurns: 1 }, post: {} },
    team: { "lead>stock": {}, "lead>carrier": {}, "lead>post": {} },
  });
  const together = barrier(2);
  const plan = (...steps: [string, string | null][]) => ({
    text: JSON.stringify({ steps: steps.map(([what, uses]) => ({ do: what, uses })) }),
  });
  let plans = 0;
  model.set({
    kind: "handler",
    handle: castOf({
      lead: ({ system, request }) => {
        const results = request.messages.filter(({ role }) => role === "tool").length;
        if (system.includes("## Planning"))
          return plans++ === 0
            ? plan(["Check the stock", "ask_stock"], ["Ask the carrier", "ask_carrier"], ["Answer", null])
            : plan(["Ask the post instead", "ask_post"], ["Answer", null]);
        if (results === 0)
          return calling(["ask_stock", { task: "How many?" }], ["ask_carrier", { task: "How fast?" }]);
        if (results === 2) return calling(["ask_post", { task: "How fast?" }]);
        return { text: "Seven, there tomorrow." };
      },
      stock: () => together().then(() => ({ text: "Seven." })),
      carrier: () => together().then(() => calling(["unknown_tool", {}])),
      post: () => ({ text: "Tomorrow." }),
    }),
  });
  const run = await client.ask(blueprint, "How many kettles, and when?");
  expect(run.answer).toBe("Seven, there tomorrow.");
  await page.goto(`${app.baseUrl}/runs/${run.id}`);

  const tree = page.getByTestId("trace-tree");
  const first = tree.getByRole("list", { name: "Made a plan", exact: true });
  const second = tree.getByRole("list", { name: "Made a new plan", exact: true });
  // The first plan forks into two agents at once; the second one goes another way.
  await first
    .getByRole("list", { name: "Task for stock" })
    .getByText(/^Turn 1/)
    .waitFor();
  await first
    .getByRole("list", { name: "Task for carrier · failed" })
    .getByText(/^Turn 1/)
    .waitFor();
  await second
    .getByRole("list", { name: "Task for post" })
    .getByText(/^Turn 1/)
    .waitFor();
  expect(await second.getByText("Task for stock").count()).toBe(0);
  const branch = tree.getByRole("button", { name: "Close Task for stock" });
  await branch.focus();
  await page.keyboard.press("Enter");
  await tree.getByRole("button", { name: "Open Task for stock" }).waitFor();
  expect(await first.getByRole("list", { name: "Task for stock" }).count()).toBe(0);
  await tree.getByRole("button", { name: /^Task for carrier · failed/ }).click();
  await page.getByRole("heading", { name: "Chosen step" }).waitFor();

  await page
    .getByText(/2 at once in .* instead of .*/)
    .first()
    .waitFor();
  expect(await defects()).toEqual([]);
  await page.getByRole("tab", { name: "Messages (6)" }).click();
  const log = page.getByTestId("message-log").getByRole("listitem");
  await log.first().waitFor();
  const texts = await log.allInnerTexts();
  expect(texts[0]).toMatch(/lead[\s\S]*stock[\s\S]*Task[\s\S]*How many\?/);
  expect(texts.some((text) => /carrier[\s\S]*lead[\s\S]*Failure/.test(text))).toBe(true);
  expect(texts.at(-1)).toMatch(/post[\s\S]*lead[\s\S]*Result[\s\S]*Tomorrow/);
  await page.getByRole("tab", { name: "Cost and time" }).click();
  const table = page.getByRole("table", { name: "What each agent used" });
  for (const agent of ["lead", "stock", "carrier", "post"])
    await table.getByRole("rowheader", { name: agent, exact: true }).waitFor();
  expect(await defects()).toEqual([]);
});

it("an agent is published alone and pinned to a version by hand, on the canvas and on its page [A2.13]", async () => {
  const blueprint = await publishTeam(client, "Swapped by hand", {
    first: "lead",
    agents: { lead: {}, pricing: {}, stock: {} },
    team: { "lead>pricing": {}, "lead>stock": {} },
  });
  const liveInstructions = async () => {
    const { liveVersion } = await client.expectOk("GET", `/blueprints/${blueprint}`);
    const { document } = await client.expectOk("GET", `/blueprints/${blueprint}/versions/${liveVersion}`);
    const agents = document.nodes.filter(({ kind }: { kind: string }) => kind === "agent");
    return [
      liveVersion,
      ...agents.map(({ config }: { config: { instructions: string } }) => config.instructions),
    ];
  };
  await page.goto(`${app.baseUrl}/blueprints/${blueprint}`);
  const studio = studioOf(page);
  for (const agent of ["stock", "pricing"]) {
    await studio.card(agent).click();
    await studio.panel.getByLabel("Instructions").fill(`Be the new ${agent}.`);
  }
  const version = studio.panel.getByRole("region", { name: "Version" });
  await version.getByText("1 setting differs from version 1").waitFor();
  await version.getByRole("button", { name: "Publish only this agent" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish only pricing?" });
  await dialog.getByText("Be pricing.", { exact: true }).waitFor();
  await dialog.getByText("Be the new pricing.", { exact: true }).waitFor();
  expect(await defects("[role=dialog]")).toEqual([]);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await version.getByText("Version 2 is live with these very settings.").waitFor();
  expect(await liveInstructions()).toEqual([2, "Be lead.", "Be the new pricing.", "Be stock."]);

  // Pinned to version 1: told on the card, before publishing, and in the outline.
  await studio.choose("Published as", "Version 1");
  await version.getByText("1 setting differs: − in the draft, + in version 1").click();
  await version.getByText("Be pricing.", { exact: true }).waitFor();
  await studio.card("pricing").getByRole("img", { name: "Pinned to version 1" }).waitFor();
  await studio.saved();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText("pricing goes live as it stood in version 1.").waitFor();
  await page.getByTestId("publish-confirm").click();
  await page.getByText("Version 3 is live.").first().waitFor();
  expect(await liveInstructions()).toEqual([3, "Be lead.", "Be pricing.", "Be the new stock."]);
  await page.getByRole("button", { name: "Show the outline" }).click();
  await page.getByRole("treeitem", { name: /^pricing, .*pinned to version 1/i }).waitFor();

  // On its own page it follows the draft again, and goes live alone.
  await page.goto(`${app.baseUrl}/blueprints/${blueprint}/agents/pricing`);
  await page.getByRole("combobox", { name: "Published as" }).click();
  await page.getByRole("option", { name: "The draft", exact: true }).click();
  await page.getByRole("button", { name: "Publish only this agent" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText("Version 4 is live with these very settings.").waitFor();
  expect(await defects("main")).toEqual([]);
  expect(await liveInstructions()).toEqual([4, "Be lead.", "Be the new pricing.", "Be the new stock."]);
});
