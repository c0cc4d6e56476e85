import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { commandOf, commands } from "#components/canvas/commands/all-commands.ts";
import type { CommandId } from "#components/canvas/commands/define-command.ts";
import { groupNodes } from "#lib/blueprint/edits/frames.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { blueprintText } from "#lib/blueprint/stable.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { drawPlaced } from "#lib/testing/draw-placed.ts";
import en from "#messages/en.json";
import { createOwner, lookOf } from "./every-page.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let client: RunClient;
let id: string;
const failures: string[] = [];

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  client = runClient(app);
  context = await browser.newContext({ ...lookOf("light", "desk"), reducedMotion: "reduce" });
  context.setDefaultTimeout(10_000);
  await createOwner(app, context);
  page = await context.newPage();
  page.on("pageerror", (error) => failures.push(error.message));
  const made = await client.expectOk("POST", "/blueprints", { name: "Everything", document: drawn() });
  id = made.id;
  const config = { statement: "Kept by name" };
  await client.expectOk("POST", "/presets", { name: "Kept goal", kind: "goal", config });
});

afterEach(() => expect(failures.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Two agents, what they use, and a group of two notes; nothing overlaps, so that the mouse meets what it means. */
const drawn = () =>
  groupNodes(
    drawPlaced(
      "Everything",
      [
        ["chat", "chat", 0, 0, "Chat"],
        ["agent", "agent", 300, 0, "Agent"],
        ["helper", "agent", 300, 160, "Helper"],
        ["goal", "goal", 600, 0, "Goal"],
        ["facts", "dataset", 600, 160, "Facts"],
        ["first-note", "note", 0, 330, "First note"],
        ["second-note", "note", 300, 330, "Second note"],
      ],
      ["chat.starts>agent.start", "agent.pursues>goal.pursued", "agent.delegates>helper.asked"],
    ),
    ["first-note", "second-note"],
    "Notes",
    "notes",
  );

const text = async () =>
  blueprintText((await client.expectOk("GET", `/blueprints/${id}`)).document as Blueprint);

/** What the server has once everything is saved. */
async function savedText(): Promise<string> {
  await page.keyboard.press("Control+s");
  await studioOf(page).saved();
  return await text();
}

/** Waits until what is saved fulfils a claim; an edit may follow its key by a moment. */
async function savedWhen(
  claim: (saved: string) => boolean,
  words: string,
  expected?: string,
): Promise<string> {
  for (const end = Date.now() + 6000; ; ) {
    const saved = await savedText();
    if (claim(saved)) return saved;
    if (Date.now() < end) continue;
    if (expected !== undefined) expect(saved, words).toBe(expected);
    throw new Error(words);
  }
}

const card = (title: string) => studioOf(page).card(title);
const frame = (title = "Notes") =>
  studioOf(page).canvas.getByRole("group", { name: new RegExp(`^Group ${title},`) });

async function select(title: string, ...more: string[]) {
  await card(title).click({ position: { x: 112, y: 12 } });
  for (const other of more)
    await card(other).click({ position: { x: 112, y: 12 }, modifiers: ["ControlOrMeta"] });
}

async function press(command: CommandId) {
  const [key] = commandOf(command).shortcuts;
  if (key === undefined) return await byName(en.canvas.commands[command]);
  await page.keyboard.press(key.replace("Mod", "ControlOrMeta"));
}

/** Performs a command by its words. */
async function byName(label: string) {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Command, node or page" }).fill(label);
  await page.getByRole("option").first().click();
}

async function drag(of: Locator, by: { x: number; y: number }) {
  const box = await of.boundingBox();
  if (!box) throw new Error("It is not shown.");
  const [x, y] = [box.x + 40, box.y + 10];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x / 2, y + by.y / 2, { steps: 3 });
  await page.mouse.move(x + by.x, y + by.y, { steps: 3 });
  await page.mouse.up();
}

const nothing = "changes nothing";
type Step = () => Promise<unknown>;

// Every command has its line: one that is added without fails the test below.
const ofCommands: Record<string, Step | typeof nothing> = {
  "walk-right": nothing,
  "walk-left": nothing,
  "walk-up": nothing,
  "walk-down": nothing,
  delete: async () => [await select("Agent"), await press("delete")],
  copy: nothing,
  paste: async () => [await select("Agent", "Helper"), await press("copy"), await press("paste")],
  duplicate: async () => [await select("Facts"), await press("duplicate")],
  "move-left": async () => [await select("Facts"), await press("move-left")],
  "move-right": async () => [await select("Facts"), await press("move-right")],
  "move-up": async () => [await select("Facts", "Goal"), await page.keyboard.press("ArrowUp")],
  "move-down": async () => [await select("Facts"), await press("move-down")],
  // What every case below is about.
  undo: nothing,
  redo: nothing,
  group: async () => [
    await select("Goal", "Facts"),
    await press("group"),
    await page.keyboard.press("Enter"),
  ],
  ungroup: async () => [await select("First note"), await press("ungroup")],
  "select-group": nothing,
  "rename-group": async () => {
    await select("First note");
    await press("rename-group");
    await page.getByLabel("New title of Notes").fill("Remarks");
    await page.keyboard.press("Enter");
  },
  "recolour-group": async () => [await select("First note"), await press("recolour-group")],
  "zoom-in": nothing,
  "zoom-out": nothing,
  fit: nothing,
  layout: () => press("layout"),
  "select-all": nothing,
  inspect: nothing,
  deselect: nothing,
  connect: async () => {
    await select("Agent");
    await press("connect");
    await page.getByRole("dialog").getByRole("button", { name: /Facts/ }).click();
  },
  trace: nothing,
  save: nothing,
  history: nothing,
  "save-preset": nothing,
  commands: nothing,
  shortcuts: nothing,
  "find-replace": async () => {
    await press("find-replace");
    const find = page.getByRole("dialog", { name: "Find and replace" });
    await find.getByLabel("Find", { exact: true }).fill("note");
    await find.getByLabel("Replace with").fill("remark");
    await find.getByRole("button", { name: "Replace all" }).click();
    await page.keyboard.press("Escape");
    await find.waitFor({ state: "detached" });
  },
  "find-in-palette": nothing,
};

const opening = new Set(["history", "save-preset", "commands", "shortcuts"]);

// What is done without a command.
const byHand: Record<string, Step> = {
  "drag a card": () => drag(card("Facts"), { x: 30, y: 20 }),
  "drag a group": () => drag(frame(), { x: 0, y: 30 }),
  "drop from the palette": () => studioOf(page).drop("guardrail", 500, 60),
  "add from the palette": () => page.getByTestId("palette-memory").click(),
  "add a preset": () => page.getByRole("button", { name: /^Kept goal/ }).click(),
  "draw a wire": () =>
    studioOf(page).dragWire(studioOf(page).port("Agent", "knows"), studioOf(page).port("Facts", "known by")),
  "write a title": async () => {
    await select("Facts");
    await studioOf(page).panel.getByLabel("Title").fill("Shop facts");
  },
  "fill in a field": async () => {
    await select("Agent");
    await studioOf(page).panel.getByLabel("Instructions").fill("Be brief.");
  },
  "take a wire away": async () => {
    await select("Goal");
    await studioOf(page).panel.getByRole("button", { name: "Remove the wire to Agent" }).click();
  },
  "change the terms of two agents": async () => {
    await select("Helper");
    await studioOf(page).panel.getByRole("button", { name: "Terms with Agent" }).click();
    await studioOf(page).panel.getByLabel("When to use it").fill("Ask it about refunds.");
  },
  "rename and recolour a group in the inspector": async () => {
    await frame().click();
    await studioOf(page).panel.getByRole("radio", { name: "Violet" }).check({ force: true });
  },
  "change a setting": async () => {
    await page.keyboard.press("Escape");
    await studioOf(page).panel.getByLabel("Language").fill("de");
    await studioOf(page).panel.getByLabel("Language").blur();
  },
  "rename the blueprint": async () => {
    await page.getByLabel("Name of the blueprint").fill("All of it");
    await page.keyboard.press("Enter");
  },
  "order and group in the outline": async () => {
    await page.getByRole("button", { name: "Show the outline" }).click();
    await page
      .getByTestId("outline-facts")
      .getByRole("button", { name: /^Actions for/ })
      .click();
    await page.getByRole("menuitem", { name: "Put into Notes" }).click();
    await page.getByRole("button", { name: "Show the canvas" }).click();
    await card("Facts").waitFor();
  },
};

// Where the document is changed, and the cases that go there; the others are named with the test that does.
const placesOfEdits: Record<string, string> = {
  "canvas/commands/add-node.ts": "add from the palette, draw a wire, connect",
  "canvas/commands/edit-commands.ts": "delete, paste, duplicate, move",
  "canvas/commands/frame-commands.ts": "group, ungroup, recolour-group",
  "canvas/commands/view-commands.ts": "layout",
  "canvas/card/frame-box.tsx": "rename-group",
  "canvas/designer-bar.tsx": "rename the blueprint",
  "canvas/find-replace.tsx": "find-replace",
  "canvas/frame-inspector.tsx": "rename and recolour a group in the inspector",
  "canvas/outline-tree.tsx": "order and group in the outline",
  "canvas/use-flow-elements.ts": "drag a card, drag a group",
  "canvas/store/autosave.ts": "edit-safely.spec.ts: two people edit",
  "canvas/store/restore-local-copy.ts": "edit-safely.spec.ts: the network is lost",
  "inspector/versions-tab.tsx": "edit-safely.spec.ts: restores in one click",
  "inspector/blueprint-settings.tsx": "change a setting",
  "inspector/inspector.tsx": "write a title, fill in a field",
  "inspector/wire-inspector.tsx": "change the terms of two agents",
  "inspector/wires-section.tsx": "take a wire away",
  "inspector/offer-button.tsx": "one changeConfig, as “fill in a field”",
  "goal/goal-wizard.tsx": "one changeConfig, as “fill in a field”",
  "connections/connect-wizard.tsx": "one edit, as “paste”; connect-a-system.spec.ts",
  "agent/agent-resources.tsx": "one edit on the agent's page, which shares the history",
  "agent/agent-sections.tsx": "one edit on the agent's page, which shares the history",
  "agent/agent-version.tsx": "one changeConfig, as “fill in a field”",
  "agent/prompt-assistant.tsx": "one edit on the agent's page, which shares the history",
  "agent/prompt-compare.tsx": "one edit on the agent's page, which shares the history",
};

async function open() {
  if (page.url().endsWith(id)) return;
  await page.goto(`${app.baseUrl}/blueprints/${id}`);
  await card("Agent").waitFor();
  await page.getByRole("button", { name: /^Kept goal/ }).waitFor();
}

it("every command, and every place that changes the document, has its case here", () => {
  expect(Object.keys(ofCommands).sort()).toEqual(commands.map((command) => command.id).sort());
  const root = path.resolve("components");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !file.endsWith("store/history.ts"))
    .filter((file) => /\bdocument\s*\.edit\(/.test(readFileSync(path.join(root, file), "utf8")));
  expect(Object.keys(placesOfEdits).sort()).toEqual(files.sort());
});

it("whatever changes the document is taken back by undo to what was before, and brought again by redo, as saved", async () => {
  await open();
  const [undo, redo] = ["Undo", "Redo"].map((name) => page.getByRole("button", { name, exact: true }));
  const before = await savedText();
  const cases = [
    ...Object.entries(ofCommands).filter((one): one is [string, Step] => one[1] !== nothing),
    ...Object.entries(byHand),
  ];
  for (const [name, perform] of cases) {
    await page.keyboard.press("Escape");
    await perform();
    const after = await savedWhen((saved) => saved !== before, `“${name}” changed nothing.`);
    await undo?.click();
    await savedWhen((saved) => saved === before, `Undo of “${name}”.`, before);
    await redo?.click();
    await savedWhen((saved) => saved === after, `Redo of “${name}”.`, after);
    // Seen again in the next round: its undo must lead to the very same text.
    await undo?.click();
  }
  await savedWhen((saved) => saved === before, "Undo of the last one, again.", before);
}, 120_000);

it("commands that only look or choose leave the document as it is, and one Escape closes what they open", async () => {
  await open();
  const before = await savedText();
  for (const [command, kind] of Object.entries(ofCommands)) {
    if (kind !== nothing || ["undo", "redo", "paste"].includes(command)) continue;
    await page.keyboard.press("Escape");
    await select("First note");
    await press(command as CommandId);
    if (opening.has(command)) await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  expect(await savedText()).toBe(before);
  expect(await page.getByRole("button", { name: "Undo", exact: true }).isDisabled()).toBe(true);
});

it("the history names every step and leads to any of them", async () => {
  await open();
  const before = await savedText();
  await select("Facts");
  await studioOf(page).panel.getByLabel("Title").fill("Shop facts");
  await drag(card("Chat"), { x: 0, y: 24 });
  await select("Goal", "Shop facts");
  await press("group");
  await page.keyboard.press("Enter");
  const after = await savedWhen((saved) => saved.includes('"Group"'), "It was not grouped.");
  await page.keyboard.press("Escape");
  await press("history");
  const steps = page.getByRole("list", { name: "Steps" }).getByRole("button");
  await steps.first().waitFor();
  const words = await steps.evaluateAll((all) =>
    all.map((one) => one.querySelector("span[title]")?.textContent),
  );
  expect(words).toEqual(["Group nodes as Group", "Move Chat", "Rename Facts to Shop facts", "Opened"]);
  await steps.last().click();
  await savedWhen((saved) => saved === before, "Back to the beginning.", before);
  expect(await steps.last().getAttribute("aria-current")).toBe("step");
  await steps.first().click();
  await savedWhen((saved) => saved === after, "To the newest.", after);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "History of changes" }).waitFor({ state: "detached" });
});
