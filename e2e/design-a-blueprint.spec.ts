import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { largeBlueprint } from "#bench/large-blueprint.ts";
import { scriptBytes } from "#bench/page-figures.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { people, setUpWorkspace } from "./person.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
const desk = people();

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  page = await desk.open(browser, { timezoneId: "Europe/Berlin" });
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function newBlueprint(choice: RegExp) {
  await page.goto(`${app.baseUrl}/blueprints`);
  await page.getByRole("button", { name: /^New$/ }).click();
  await page.getByRole("button", { name: choice }).click();
  await page.waitForURL(/\/blueprints\/[0-9a-f-]{36}$/);
  await page.getByTestId("saved-state").waitFor();
}

test("[H1.5] [G2.1] [G2.2] [C1.5] a newcomer draws a working blueprint by dragging alone and sees it answer", async () => {
  const studio = studioOf(page);

  await setUpWorkspace(page, app);

  await page.goto(`${app.baseUrl}/knowledge`);
  await page.getByRole("button", { name: "New dataset" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Shop policies");
  await page.getByRole("button", { name: "Create dataset" }).click();
  await page.waitForURL(/\/knowledge\/.+/);
  await page.getByRole("button", { name: "Add documents" }).first().click();
  const adding = page.getByRole("dialog");
  await adding.getByLabel("Title").fill("Warranty");
  await adding
    .getByLabel("Text")
    .fill("# Warranty\n\nEvery kettle has a warranty of three years from the day of delivery.");
  await adding.getByRole("button", { name: /^Add/ }).click();
  await adding.waitFor({ state: "hidden" });

  await page.goto(`${app.baseUrl}/blueprints`);
  await page.getByRole("button", { name: /^Empty canvas/ }).click();
  await page.getByText("How do you want to begin?").waitFor();

  await studio.drop("chat", 130, 380);
  await studio.drop("agent", 386, 380);
  await studio.wires.nth(0).waitFor();
  await studio.tab(/^Issues/).click();
  await studio.panel.getByText("What should this blueprint achieve? It has no goal.").waitFor();

  await studio.drop("goal", 642, 180);
  await studio.drop("dataset", 642, 380);
  await studio.drop("ability-search-dataset", 642, 580);
  await studio.wires.nth(3).waitFor();

  // A wire that connected by itself is taken away, and drawn again by hand.
  await studio.card("Dataset").click();
  await studio.panel.getByRole("button", { name: "Remove the wire to Agent" }).click();
  await studio.wires.nth(3).waitFor({ state: "detached" });
  await studio.dragWire(studio.port("Agent", "knows"), studio.port("Dataset", "known by"));
  await studio.wires.nth(3).waitFor();
  await studio.dragWire(studio.port("Agent", "knows"), studio.port("Goal", "pursued by"));
  expect(await studio.wires.count()).toBe(4);

  await studio.choose("Dataset", "Shop policies");
  await studio.card("Search dataset").click();
  await studio.choose("Dataset", "Shop policies");
  await studio.card("Goal").click();
  await studio.panel.getByLabel("Goal", { exact: true }).fill("Answer from what the shop has written down");
  await studio.panel.getByRole("button", { name: "Add criterion" }).click();
  await studio.panel.getByRole("textbox", { name: "Name" }).fill("The customer got an answer");
  await studio.choose("Met when", "A condition holds");
  await studio.panel.getByRole("textbox", { name: "Condition" }).fill("run.answered");
  await studio.card("Agent").click();
  await studio.panel.getByLabel("Instructions").fill("You help the customers of a kettle shop. Be brief.");
  await studio.choose("Model", "Fast tier");
  await studio.panel.getByLabel("Turns at most").fill("6");
  await studio.panel.getByLabel("Turns at most").blur();
  await studio.card("Agent").getByText("fast tier · 6 turns max").waitFor();
  await studio.saved();
  await studio.tab(/^Issues/).click();
  await studio.panel.getByText("Nothing stands in the way").waitFor();

  await studio.tab(/^Test/).click();
  await studio.ask("How long is the warranty of a kettle?");
  await page
    .getByTestId("chat-answer")
    .getByText(/three years/)
    .waitFor();
  await studio.card("Agent").getByRole("img", { name: "Done" }).waitFor();
  await page
    .getByTestId("goal-line")
    .getByText(/Goal met/)
    .waitFor();
  await page.getByTestId("citation-1").first().click();
  await page
    .getByRole("dialog")
    .getByText(/warranty of three years/)
    .waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });

  // Looking at another tab loses nothing of the conversation.
  await studio.tab(/^Versions/).click();
  await studio.tab(/^Test/).click();
  const designer = page.url();
  await page.getByTestId("run-link").click();
  await page.waitForURL(/\/runs\//);
  await page.getByRole("group", { name: "The blueprint of this run" }).getByText("Search dataset").waitFor();
  await page.getByText("Blueprint as it ran").waitFor();

  await page.goto(designer);
  await studio.card("Goal").waitFor();
  expect(await studio.wires.count()).toBe(4);
  await studio.card("Agent").click();
  expect(await studio.panel.getByLabel("Turns at most").inputValue()).toBe("6");
});

test("the Support desk template: a refund is asked for, approved in the chat, and the one goal of the one agent is met", async () => {
  const studio = studioOf(page);
  await newBlueprint(/^Support desk/);
  await studio.card("Support agent").waitFor();
  await studio.tab(/^Test/).click();
  await studio.ask("The kettle from order 1042 arrived broken. I want my money back.");
  await page.getByTestId("approval-approve").click();
  await page.getByText("Approved").first().waitFor();
  await page
    .getByTestId("goal-line")
    .getByText(/Goal met/)
    .waitFor();
  await studio.card("Refund order").getByRole("img", { name: "Done" }).waitFor();
});

test("a result is pinned where it was seen and stands in for the call, also after a reload; a run begins at the agent", async () => {
  const studio = studioOf(page);
  const chat = studio.panel;
  await studio.tab(/^Test/).click();
  await chat.getByRole("button", { name: "New conversation" }).click();
  await studio.ask("Where is order 1042?");
  const called = page.getByTestId("action-card").filter({ hasText: "Find order" }).first();
  await called.getByRole("button", { name: /Find order/ }).click();
  await called.getByRole("button", { name: "Pin this result" }).click();
  await studio.card("Find order").getByRole("img", { name: "Pinned result" }).waitFor();

  await studio.card("Find order").click();
  await studio.tab(/^Inspect/).click();
  const pinned = chat.getByRole("region", { name: "Pinned result" });
  await pinned.getByLabel("Result as JSON").fill('{ "rows": [{ "number": 1042, "status": "lost at sea"');
  await pinned.getByText("This is not valid JSON yet.").waitFor();
  await pinned.getByLabel("Result as JSON").fill('{ "rows": [{ "number": 1042, "status": "lost at sea" }] }');
  await pinned.getByRole("button", { name: "Pin", exact: true }).click();
  await page.reload();
  await studio.card("Find order").getByRole("img", { name: "Pinned result" }).waitFor();

  await studio.card("Support agent").click();
  await chat.getByRole("button", { name: "Run from here" }).click();
  await chat.getByText("Begins at Support agent").waitFor();
  await studio.ask("Where is order 1042?");
  await chat.getByTestId("chat-answer").getByText("lost at sea").waitFor();
  await page.getByTestId("action-card").getByText("Pinned result").waitFor();
  await chat.getByRole("button", { name: "Unpin Find order" }).click();
  await chat.getByRole("button", { name: "Begin at the trigger again" }).click();
  await studio.card("Find order").getByRole("img", { name: "Pinned result" }).waitFor({ state: "detached" });
});

test("with the keyboard alone: add, connect, undo, redo and publish", async () => {
  const studio = studioOf(page);
  await newBlueprint(/^Empty canvas/);
  const add = async (words: string, title: string) => {
    await page.keyboard.press("/");
    await page.locator('input[placeholder="Find a node"]:focus').waitFor();
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
    await studio.card(title).waitFor();
    await page.keyboard.press("Tab");
  };
  await add("chat", "Chat");
  await page.keyboard.press("Control+z");
  await studio.card("Chat").waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+z");
  await studio.card("Chat").waitFor();
  await add("agent", "Agent");
  await studio.wires.nth(0).waitFor();
  await studio.panel.getByLabel("Instructions").focus();
  await page.keyboard.type("Answer in one sentence.");

  await studio.panel.getByRole("button", { name: "Remove the wire to Chat" }).focus();
  await page.keyboard.press("Enter");
  await studio.wires.nth(0).waitFor({ state: "detached" });
  await studio.panel.getByRole("button", { name: "started by: connect to…" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Chat" }).waitFor();
  await page.keyboard.press("Enter");
  await studio.wires.nth(0).waitFor();
  // A menu that is still closing takes the next key for itself.
  await page.getByRole("menu").waitFor({ state: "detached" });

  await add("goal", "Goal");
  await studio.wires.nth(1).waitFor();
  await studio.panel.getByLabel("Goal", { exact: true }).focus();
  await page.keyboard.type("Answer the question");
  await studio.panel.getByRole("button", { name: "Add criterion" }).focus();
  await page.keyboard.press("Enter");
  await studio.panel.getByRole("combobox", { name: "Met when", exact: true }).focus();
  await page.keyboard.press("Enter");
  const rating = page.getByRole("option", { name: "The contact rates it well", exact: true });
  await rating.waitFor();
  await rating.focus();
  await page.keyboard.press("Enter");
  await studio.saved();

  await page.getByTestId("publish").focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-testid="publish-confirm"]:enabled').focus();
  await page.keyboard.press("Enter");
  await page.getByText("Version 1 is live.").waitFor();
});

test("commands are found by a few letters, their keys are on a sheet, and a text is replaced everywhere as one step", async () => {
  const studio = studioOf(page);
  await newBlueprint(/Support desk/);
  await studio.canvas.click({ position: { x: 5, y: 300 } });
  const cards = studio.canvas.locator("[data-node-card]");
  const before = await cards.count();
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: "Command, node or page" });
  await box.fill("add schedule");
  await page.keyboard.press("Enter");
  await studio.card("Schedule").waitFor();
  expect(await cards.count()).toBe(before + 1);
  await page.keyboard.press("Control+k");
  await box.fill("undo");
  await page.getByRole("option", { name: /^Undo/ }).click();
  await studio.card("Schedule").waitFor({ state: "detached" });

  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.getByText("Show everything").waitFor();
  await sheet.getByRole("button", { name: "Close" }).click();
  await sheet.waitFor({ state: "detached" });

  await studio.card("Refund order").waitFor();
  await page.keyboard.press("Control+f");
  const find = page.getByRole("dialog", { name: "Find and replace" });
  await find.getByLabel("Find", { exact: true }).fill("refund order");
  await find.getByText(/Found \d+ in \d+ places/).waitFor();
  await find.getByLabel("Replace with").fill("Repay order");
  await find.getByRole("button", { name: "Replace all" }).click();
  await find.getByText(/\d+ replaced\./).waitFor();
  await page.keyboard.press("Escape");
  await studio.card("Repay order").waitFor();
  await page.keyboard.press("Control+z");
  await studio.card("Refund order").waitFor();
  await studio.saved();
});

test("arrows walk the drawing, Shift lights what a node depends on, and a wire held over a wrong port is told why", async () => {
  const studio = studioOf(page);
  await newBlueprint(/^Support desk/);
  const isChosen = (title: string) =>
    studio.canvas.getByRole("group", { name: new RegExp(`^${title},.*, selected$`) }).waitFor();
  const place = async (title: string) => await studio.card(title).boundingBox();
  const said = page.getByTestId("announcement");
  await studio.card("Customer chat").click({ position: { x: 60, y: 8 } });
  const before = await place("Customer chat");
  for (const [key, title] of [
    ["ArrowRight", "Opening hours"],
    ["ArrowRight", "Support agent"],
    ["ArrowRight", "Resolve the request"],
    ["ArrowDown", "Store policies"],
    ["ArrowUp", "Resolve the request"],
    ["ArrowLeft", "Support agent"],
  ] as const) {
    await page.keyboard.press(key);
    await isChosen(title);
  }
  await said.getByText(/^Support agent, Agent\.$/).waitFor();
  await expect.poll(() => place("Customer chat"), { timeout: 15_000 }).toEqual(before);
  // The arrows moved nothing; Alt with an arrow does.
  const agent = await place("Support agent");
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => place("Support agent"), { timeout: 15_000 }).toEqual(agent);

  const dimmed = studio.canvas.locator("[data-node-card].is-dimmed");
  const own = ["Find order", "Support agent", "Opening hours", "Customer chat"];
  await studio.card("Find order").click({ position: { x: 60, y: 8 } });
  await page.keyboard.down("Shift");
  await page
    .getByTestId("dependency-words")
    .getByText("Find order depends on nothing; 1 node depends on it.")
    .waitFor();
  await said.getByText("Find order depends on nothing; 1 node depends on it.").waitFor();
  const others = (await studio.canvas.locator("[data-node-card]").count()) - 2;
  await expect.poll(() => dimmed.count(), { timeout: 15_000 }).toBe(others);
  for (const title of own.slice(0, 2))
    expect(await studio.card(title).getAttribute("class")).not.toContain("is-dimmed");
  await page.keyboard.up("Shift");
  await page.getByTestId("dependency-words").waitFor({ state: "detached" });
  // The same without holding anything.
  await page.keyboard.press("d");
  await page.getByTestId("dependency-words").waitFor();
  await page.keyboard.press("d");
  await page.getByTestId("dependency-words").waitFor({ state: "detached" });
  await page.keyboard.press("Escape");

  const [from, to] = [
    studio.port("Support agent", "knows"),
    studio.port("Resolve the request", "pursued by"),
  ];
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("The ports are not shown.");
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  // From below: near its edges the canvas moves along with whoever draws a wire.
  await page.mouse.move(end.x - 40, end.y + 60, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 4 });
  const why = "“knows” leads to a dataset, not to a goal.";
  await studio.canvas.getByText(why).waitFor();
  await said.getByText(`Not here: ${why}`).waitFor();
  expect(await to.getAttribute("class")).toContain("target-illegal");
  const wires = await studio.wires.count();
  await page.mouse.up();
  await studio.canvas.getByText(why).waitFor({ state: "detached" });
  expect(await studio.wires.count()).toBe(wires);

  await studio.card("Store policies").click({ position: { x: 60, y: 8 } });
  await page.keyboard.press("c");
  const list = page.getByRole("dialog", { name: "Connect Store policies" });
  await list.getByText("A dataset wires with an agent, not with a goal.").waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
});

test("nodes are grouped by keys, the group is dragged, copied and taken apart; a node is kept as a preset, placed, renamed and deleted", async () => {
  const studio = studioOf(page);
  await newBlueprint(/^Support desk/);
  const group = (title: string) => studio.canvas.getByRole("group", { name: new RegExp(`^Group ${title},`) });
  await studio.card("Find order").click({ position: { x: 60, y: 8 } });
  await studio.card("Store policies").click({ position: { x: 60, y: 8 }, modifiers: ["ControlOrMeta"] });
  await page.keyboard.press("ControlOrMeta+g");
  await page.getByLabel("New title of Group").waitFor();
  await page.keyboard.type("What it reads");
  await page.keyboard.press("Enter");
  await group("What it reads").waitFor();
  await studio.panel.getByRole("radio", { name: "Teal" }).check({ force: true });

  const at = await studio.card("Find order").boundingBox();
  const handle = await group("What it reads").boundingBox();
  if (!at || !handle) throw new Error("The group is not shown.");
  await page.mouse.move(handle.x + 30, handle.y + 6);
  await page.mouse.down();
  await page.mouse.move(handle.x + 50, handle.y + 36, { steps: 4 });
  await page.mouse.up();
  const moved = async () => {
    const [box, of] = [
      await studio.card("Find order").boundingBox(),
      await group("What it reads").boundingBox(),
    ];
    return { card: Math.round((box?.y ?? 0) - at.y), frame: Math.round((of?.y ?? 0) - handle.y) };
  };
  await expect.poll(async () => (await moved()).card).toBeGreaterThan(15);
  const by = await moved();
  expect(by.frame).toBe(by.card);
  expect(by.card).toBeLessThanOrEqual(31);
  await studio.saved();
  await page.reload();
  await group("What it reads").waitFor();

  // From one node to its group, by keys alone.
  await studio.card("Find order").click({ position: { x: 60, y: 8 } });
  await page.keyboard.press("g");
  await studio.panel.getByLabel("Title of the group").waitFor();
  await page.keyboard.press("ControlOrMeta+d");
  expect(await studio.canvas.getByRole("group", { name: /^Group What it reads, 2 nodes/ }).count()).toBe(2);
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("Escape");
  await studio.card("Find order").click({ position: { x: 60, y: 8 } });
  await page.keyboard.press("ControlOrMeta+Shift+g");
  await group("What it reads").waitFor({ state: "detached" });
  await studio.card("Find order").waitFor();

  await studio.card("Resolve the request").click({ position: { x: 60, y: 8 } });
  await studio.panel.getByRole("button", { name: "Save as a preset" }).click();
  const saving = page.getByRole("dialog", { name: "Save as a preset" });
  await saving.getByLabel("Name of the preset").fill("Shop goal");
  await saving.getByRole("button", { name: "Save preset" }).click();
  await saving.waitFor({ state: "detached" });
  const shelf = page.getByRole("region", { name: "Presets" });
  await shelf.getByText("Shop goal").waitFor();

  await newBlueprint(/^Empty canvas/);
  await shelf.getByText("Shop goal").waitFor();
  await page.keyboard.press("/");
  await page.locator('input[placeholder="Find a node"]:focus').waitFor();
  await page.keyboard.type("shop goal");
  await page.keyboard.press("Enter");
  await studio.card("Shop goal").getByText("3 criteria").waitFor();
  await page.keyboard.press("Escape");
  await shelf
    .getByRole("button", { name: /^Shop goal/ })
    .dragTo(studio.canvas, { targetPosition: { x: 400, y: 600 } });
  await studio.card("Shop goal 2").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Command, node or page" }).fill("add preset shop");
  await page.getByRole("option", { name: /^Shop goal/ }).click();
  await studio.card("Shop goal 3").waitFor();

  await shelf.getByRole("button", { name: "Actions for the preset Shop goal" }).click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  const renaming = page.getByRole("dialog", { name: "Rename the preset" });
  await renaming.getByLabel("Name of the preset").fill("Goal of shops");
  await page.keyboard.press("Enter");
  await renaming.waitFor({ state: "detached" });
  await shelf.getByRole("button", { name: "Actions for the preset Goal of shops" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await shelf.waitFor({ state: "detached" });
  await studio.card("Shop goal 3").waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await shelf.getByText("Goal of shops").waitFor();
  await studio.saved();
});

test("a large drawing draws only what is in view, with each wire ending at its ports, and needs little script", async () => {
  const stored = await app.fetch("/api/v1/blueprints", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ document: largeBlueprint(300) }),
  });
  expect(stored.status).toBe(201);
  const url = `${app.baseUrl}/blueprints/${JSON.parse(await stored.text()).id}`;
  const { cookies, origins } = await page.context().storageState();
  const fresh = () => desk.open(browser, { storageState: { cookies, origins } });

  const stranger = await desk.open(browser);
  const framework = await scriptBytes(stranger, `${app.baseUrl}/sign-in`, "form");
  const drawn = await fresh();
  const scripts = await scriptBytes(drawn, url, "[data-node-card]");
  const beyond = [...scripts].filter(([script]) => !framework.has(script));
  expect(beyond.reduce((sum, [, bytes]) => sum + bytes, 0) / 1024).toBeLessThan(350);

  const cards = drawn.locator("[data-node-card]");
  expect(await cards.count()).toBeLessThan(60);
  expect(await strayWireEnds(drawn)).toEqual([]);
  const far = drawn.getByTestId("node-agent-7");
  expect(await far.count()).toBe(0);
  // Cards that come into view stand where they were taken to be.
  await drawn.locator("body").press("Shift+1");
  await far.waitFor();
  expect(await cards.count()).toBeLessThan(120);
  expect(await strayWireEnds(drawn)).toEqual([]);
  await Promise.all([drawn.context().close(), stranger.context().close()]);
});

/** Wires drawn that end more than two pixels beside the outer side of every port on screen, and by how much. */
const strayWireEnds = (on: Page) =>
  on.evaluate(() => {
    const boxes = [...document.querySelectorAll(".react-flow__handle")].map((port) =>
      port.getBoundingClientRect(),
    );
    const wires = [...document.querySelectorAll<SVGPathElement>(".react-flow__edge-path")];
    if (wires.length === 0) return ["no wire is drawn"];
    return wires.flatMap((wire) => {
      const toScreen = wire.getScreenCTM() ?? new DOMMatrix();
      const ends = [wire.getPointAtLength(0), wire.getPointAtLength(wire.getTotalLength())];
      const misses = ends.map((end) => {
        const { x, y } = end.matrixTransform(toScreen);
        return Math.min(
          ...boxes.map((box) =>
            Math.hypot(
              Math.min(Math.abs(box.left - x), Math.abs(box.right - x)),
              box.top + box.height / 2 - y,
            ),
          ),
        );
      });
      const stray = misses.filter((miss) => miss > 2);
      // One end may lie out of view, where its card is not drawn.
      return stray.length > 1 ? [`${wire.id}: ${misses.map(Math.round)}`] : [];
    });
  });
