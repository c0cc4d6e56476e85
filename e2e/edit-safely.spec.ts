import pg from "pg";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { changeConfig, renameNode } from "#lib/blueprint/edits/change-nodes.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { createOwner, lookOf } from "./every-page.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let client: RunClient;
let desk: string;
const failures: string[] = [];
const shots = process.env.AIMWRIGHT_SHOTS;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  client = runClient(app);
  context = await browser.newContext(lookOf("light", "desk"));
  context.setDefaultTimeout(15_000);
  await createOwner(app, context);
  page = await context.newPage();
  page.on("pageerror", (error) => failures.push(error.message));
  page.on("dialog", (dialog) => dialog.accept());
  desk = await client.publishTemplate("support-desk", "Support desk");
});

afterEach(() => expect(failures.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const shoot = async (name: string, of = page) => {
  if (shots) await of.screenshot({ path: `${shots}/${name}.png` });
};

const draft = async (id = desk): Promise<{ revision: number; document: Blueprint }> =>
  await client.expectOk("GET", `/blueprints/${id}`);

/** Somebody else's edit, over the API. */
async function saveElsewhere(change: (document: Blueprint) => Blueprint, id = desk) {
  const { revision, document } = await draft(id);
  await client.expectOk("PUT", `/blueprints/${id}`, { document: change(document), revision });
}

/** The draft once everything of a page is saved. */
async function newest(of: Page): Promise<Blueprint> {
  await of.keyboard.press("Control+s");
  await studioOf(of).saved();
  return (await draft()).document;
}

async function openDesigner(id = desk) {
  await page.goto(`${app.baseUrl}/blueprints/${id}`);
  await page.getByTestId("saved-state").waitFor();
}

const history = () => page.getByRole("button", { name: "History of changes" });

const titleOf = (document: Blueprint, id: string) => document.nodes.find((node) => node.id === id)?.title;
const configOf = (document: Blueprint, id: string): Record<string, unknown> =>
  document.nodes.find((node) => node.id === id)?.config ?? {};

it("two people edit: the second save is refused, what does not overlap is merged, what does is asked", async () => {
  const { card, panel, saved } = studioOf(page);
  await openDesigner();
  await saveElsewhere((document) =>
    changeConfig(renameNode(document, "goal", "Their goal"), "agent", { instructions: "Theirs: be formal." }),
  );
  await card("Support agent").click();
  await panel.getByLabel("Title").fill("Desk agent");
  await panel.getByLabel("Instructions").fill("Mine: be brief.");
  await page.getByText("Somebody else changed this blueprint since you opened it.").waitFor();
  expect(titleOf((await draft()).document, "agent")).toBe("Support agent");
  await page.getByRole("button", { name: "Compare and merge" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("region", { name: "Their changes" }).getByText("Their goal").waitFor();
  const merge = dialog.getByRole("button", { name: "Merge: 1 left to choose" });
  expect(await merge.isDisabled()).toBe(true);
  await shoot("merge");
  await dialog.getByRole("radio", { name: /Theirs/ }).check();
  await dialog.getByRole("button", { name: "Merge both" }).click();
  await saved();
  const merged = (await draft()).document;
  expect(titleOf(merged, "agent")).toBe("Desk agent");
  expect(titleOf(merged, "goal")).toBe("Their goal");
  expect(configOf(merged, "agent").instructions).toBe("Theirs: be formal.");
  // Nothing is lost: what stood here before the merge is one undo away, and is saved like any edit.
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await saved();
  expect(configOf((await draft()).document, "agent").instructions).toBe("Mine: be brief.");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await saved();
  expect((await draft()).document).toEqual(merged);
  await history().click();
  await page.getByText("Joined with what somebody else saved").waitFor();
  await page.keyboard.press("Escape");
});

it("the network is lost while editing: the work survives a reload and is merged with what others saved meanwhile", async () => {
  const { card, panel, saved } = studioOf(page);
  await openDesigner();
  await page.route("**/api/v1/blueprints/**", (route) =>
    route.request().method() === "PUT" ? route.abort() : route.continue(),
  );
  await card("Desk agent").click();
  await panel.getByLabel("Title").fill("Written offline");
  await page.getByText("The server cannot be reached.").waitFor();
  await page.reload();
  await page.unroute("**/api/v1/blueprints/**");
  await page.getByRole("button", { name: "Restore them" }).click();
  await saved();
  const restored = (await draft()).document;
  expect(titleOf(restored, "agent")).toBe("Written offline");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await saved();
  expect(titleOf((await draft()).document, "agent")).toBe("Desk agent");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await saved();
  expect((await draft()).document).toEqual(restored);

  await page.route("**/api/v1/blueprints/**", (route) =>
    route.request().method() === "PUT" ? route.abort() : route.continue(),
  );
  await card("Written offline").click();
  await panel.getByLabel("Title").fill("Offline again");
  await page.getByText("The server cannot be reached.").waitFor();
  await saveElsewhere((document) => renameNode(document, "goal", "Renamed meanwhile"));
  await page.unroute("**/api/v1/blueprints/**");
  await page.reload();
  await page.getByRole("button", { name: "Compare and merge" }).click();
  await page.getByRole("alert").getByRole("button", { name: "Compare and merge" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Merge both" }).click();
  await saved();
  const merged = (await draft()).document;
  expect([titleOf(merged, "agent"), titleOf(merged, "goal")]).toEqual(["Offline again", "Renamed meanwhile"]);
});

it("an author publishes with the diff in sight, compares on the canvas by link, restores in one click and runs it again [H3.4]", async () => {
  const { panel, saved, tab } = studioOf(page);
  const before = (await client.expectOk("GET", `/blueprints/${desk}/versions/1`)).document;
  await openDesigner();
  await page.getByTestId("publish").click();
  const publishing = page.getByRole("dialog");
  await publishing.getByText("Changes since version 1").waitFor();
  await publishing.getByRole("button", { name: "Show on the canvas" }).click();
  const drawn = publishing.getByRole("group", { name: "Version 1 and Draft" });
  await drawn.getByRole("button", { name: /Offline again.*Changed/ }).click();
  await publishing
    .getByRole("region", { name: "What changed" })
    .getByText("Support agent", { exact: true })
    .waitFor();
  await shoot("publish-diff");
  await publishing.getByTestId("publish-confirm").click();
  await page.getByText("Version 2 is live.").waitFor();

  await page.goto(`${app.baseUrl}/blueprints/${desk}/compare?from=1&to=2`);
  const [older, newer] = ["Version 1", "Version 2"].map((name) =>
    page.getByRole("group", { name, exact: true }),
  );
  await older?.getByText("Support agent", { exact: true }).waitFor();
  await newer?.getByText("Offline again").waitFor();
  await page
    .getByRole("list", { name: "Changes" })
    .getByRole("button", { name: /Offline again/ })
    .click();
  await page.getByRole("region", { name: "What changed" }).getByText("Offline again").first().waitFor();
  await page.waitForURL(/change=node%3Aagent/);
  await shoot("compare");
  await page.reload();
  await page
    .getByRole("region", { name: "What changed" })
    .getByText("Support agent", { exact: true })
    .waitFor();

  await openDesigner();
  await tab(/^Versions/).click();
  await panel
    .getByRole("listitem")
    .filter({ hasText: "Version 1" })
    .getByRole("button", { name: "Restore…" })
    .click();
  const restoring = page.getByRole("dialog");
  await restoring.getByText("What this changes in the draft").waitFor();
  await restoring
    .getByText(/^Support agent/)
    .first()
    .waitFor();
  await shoot("restore");
  await restoring.getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByText("Version 1 is live again as version 3.").waitFor();
  await saved();
  // The restored draft is a step like any other, and named in the history.
  const after = (await draft()).document;
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await saved();
  expect(titleOf((await draft()).document, "agent")).toBe("Offline again");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await saved();
  expect((await draft()).document).toEqual(after);
  await history().click();
  await page.getByText("Restored version 1, live as version 3").waitFor();
  await page.keyboard.press("Escape");
  const { items } = await client.expectOk("GET", `/blueprints/${desk}/versions`);
  expect(items.map((each: { number: number }) => each.number)).toEqual([3, 2, 1]);
  const kept = await Promise.all(
    [1, 3].map(
      async (number) => (await client.expectOk("GET", `/blueprints/${desk}/versions/${number}`)).document,
    ),
  );
  expect(kept).toEqual([before, before]);
  const run = await client.ask(desk, "Where is order 1042?");
  expect(run).toMatchObject({ status: "succeeded", version: 3 });
});

it("a finished run is stepped through on its frozen canvas, by keys and by link", async () => {
  const { id } = await client.ask(desk, "Where is order 1042?");
  await page.goto(`${app.baseUrl}/runs/${id}`);
  await page.getByRole("button", { name: "Step through" }).click();
  const slider = page.getByRole("slider", { name: "Moment of the run" });
  await slider.waitFor();
  const canvas = page.getByRole("group", { name: "The blueprint of this run" });
  const agent = canvas.getByRole("button", { name: /Support agent/ });
  await agent.getByRole("img", { name: "Not reached" }).waitFor();
  await slider.focus();
  for (let press = 0; press < 40 && !(await agent.getByRole("img", { name: "Active" }).isVisible()); press++)
    await page.keyboard.press("ArrowRight");
  await agent.getByRole("img", { name: "Active" }).waitFor();
  await page.getByRole("region", { name: "Steps" }).getByText("later").first().waitFor();
  await shoot("scrub");
  const words = (await page.getByTestId("moment").textContent()) ?? "";
  // The address follows a moment later; a reload before that would lead to the event before.
  await page.waitForURL(new RegExp(`[?&]at=${/Event (\d+)/.exec(words)?.[1]}(?:&|$)`));
  await page.reload();
  await page.getByTestId("moment").getByText(words).waitFor();
  await agent.getByRole("img", { name: "Active" }).waitFor();
  await page.getByRole("button", { name: "Last event" }).click();
  await agent.getByRole("img", { name: "Done" }).waitFor();
});

it("a run of 2,000 events is stepped through without drawing 2,000 rows", async () => {
  const { id } = await client.ask(desk, "Where is order 1042?");
  const database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  try {
    await database.query("UPDATE run_events SET seq = seq + 100000 WHERE run_id = $1 AND seq > 2", [id]);
    await database.query(
      `INSERT INTO run_events (run_id, workspace_id, seq, at, event)
       SELECT run_id, workspace_id, 2 + n, at, jsonb_build_object('type', 'fact.perceived', 'nodeId', 'agent',
         'source', 'state', 'title', 'Fact ' || n, 'preview', 'p', 'observedAt', at, 'hash', md5(n::text))
       FROM run_events, generate_series(1, 2000) n WHERE run_id = $1 AND seq = 2`,
      [id],
    );
    await database.query(
      "UPDATE run_events SET seq = seq - 100000 + 2000 WHERE run_id = $1 AND seq > 100000",
      [id],
    );
  } finally {
    await database.end();
  }
  await page.goto(`${app.baseUrl}/runs/${id}?at=1500`);
  await page
    .getByTestId("moment")
    .getByText(/^Event 1500 of 2\d\d\d/)
    .waitFor();
  await shoot("long-run");
  const steps = page.getByRole("region", { name: "Steps" });
  expect(await steps.getByRole("listitem").count()).toBeLessThan(100);
  await page.getByRole("slider", { name: "Moment of the run" }).press("End");
  await page
    .getByRole("group", { name: "The blueprint of this run" })
    .getByRole("img", { name: "Done" })
    .first()
    .waitFor();
});

it("on a phone the outline is the designer: a node is renamed and opened there", async () => {
  const phone = await browser.newContext({
    ...lookOf("light", "phone"),
    storageState: await context.storageState(),
  });
  phone.setDefaultTimeout(15_000);
  const small = await phone.newPage();
  try {
    await small.goto(`${app.baseUrl}/blueprints/${desk}`);
    const tree = small.getByRole("tree", { name: "Outline" });
    const row = (name: RegExp) => tree.getByRole("treeitem", { name }).first();
    await row(/^Support agent/).waitFor();
    await shoot("phone-outline", small);
    const levels = await tree.getByRole("treeitem").evaluateAll((all) => all.map((one) => one.ariaLevel));
    expect(levels[0]).toBe("1");
    expect(levels).toContain("3");

    await row(/^Support agent/)
      .getByRole("button", { name: /^Actions for/ })
      .click();
    await small.getByRole("menuitem", { name: "Rename" }).click();
    await small.getByLabel("New title of Support agent").fill("Phone agent");
    await small.keyboard.press("Enter");
    await row(/^Phone agent/).waitFor();
    await row(/^Phone agent/).press("Enter");
    await small.getByRole("dialog").getByLabel("Instructions").waitFor();
    await shoot("phone-inspect", small);
    await small.getByRole("button", { name: "Close" }).click();

    await studioOf(small).saved();
    const saved = (await draft()).document;
    expect(titleOf(saved, "agent")).toBe("Phone agent");

    const act = async (name: RegExp, action: string) => {
      await row(name)
        .getByRole("button", { name: /^Actions for/ })
        .click();
      await small.getByRole("menuitem", { name: action, exact: true }).click();
      await small.getByRole("menu").waitFor({ state: "detached" });
    };
    const wires = (document: Blueprint) => document.wires.map(({ from, to }) => `${from.node} ${to.node}`);
    // Connect: from a list that says of the others why not.
    await small.getByRole("button", { name: "Add a node" }).click();
    await small.getByTestId("palette-goal").click();
    await small.getByRole("button", { name: "Close" }).click();
    await small.getByRole("dialog").waitFor({ state: "detached" });
    await act(/^Store policies/, "Connect to…");
    const list = small.getByRole("dialog");
    await list.getByText("A dataset wires with an agent, not with a goal.").first().waitFor();
    await shoot("phone-connect", small);
    await list.getByRole("button", { name: "Close" }).click();
    await list.waitFor({ state: "detached" });
    const fresh = await newest(small);
    await act(/^Phone agent/, "Connect to…");
    await list.getByRole("button", { name: /Customer chat/ }).click();
    await list.waitFor({ state: "detached" });
    const wired = await newest(small);
    const chat = wired.nodes.find((node) => node.kind === "chat")?.id;
    expect(wires(fresh)).not.toContain(`${chat} agent`);
    expect(wires(wired)).toContain(`${chat} agent`);

    // Reorder: two rows change places, in the drawing as well.
    const roots = tree.locator('[aria-level="1"]');
    const order = await roots.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    await act(/^Goal,/, order[0]?.startsWith("Goal,") ? "Move down" : "Move up");
    await small.waitForFunction(
      (first) =>
        document.querySelector('[role="treeitem"][aria-level="1"]')?.getAttribute("aria-label") !== first,
      order[0],
    );
    const moved = await newest(small);
    expect(moved.nodes.map((node) => node.position)).not.toEqual(wired.nodes.map((node) => node.position));

    // Group and ungroup, then remove: all of it can be taken back.
    await act(/^Goal,/, "Put into a new group");
    await row(/^Group, Group/).waitFor();
    await act(/^Group, Group/, "Ungroup");
    expect(wires(await newest(small)).some((wire) => wire.startsWith("agent goal-"))).toBe(true);
    await act(/^Goal,/, "Remove");
    await row(/^Goal,/).waitFor({ state: "detached" });
    const left = await newest(small);
    expect(wires(left).some((wire) => wire.startsWith("agent goal-"))).toBe(false);
    expect(left.frames).toBeUndefined();
    await small.getByRole("button", { name: "Undo", exact: true }).last().click();
    await row(/^Goal,/).waitFor();
  } finally {
    await phone.close();
  }
});

it("very long, right-to-left and emoji titles are shown and kept", async () => {
  const { id } = await client.expectOk("POST", "/blueprints", { template: "first-agent", name: "Titles" });
  const { revision, document } = await draft(id);
  const refused = await client.send("PUT", `/blueprints/${id}`, {
    revision,
    document: { ...document, nodes: document.nodes.map((node) => ({ ...node, title: "x".repeat(10_000) })) },
  });
  expect(refused.status).toBe(400);
  expect(refused.body.error.details[0].path).toMatch(/nodes\.0\.title/);
  const titles = ["x".repeat(200), "שלום עולם", "🫖".repeat(40)];
  await saveElsewhere(
    (whole) =>
      titles.reduce((next, title, index) => renameNode(next, whole.nodes[index]?.id ?? "", title), whole),
    id,
  );
  await openDesigner(id);
  const cards = studioOf(page).canvas.locator("[data-node-card]");
  for (const title of titles.slice(1)) await cards.filter({ hasText: title }).waitFor();
  const clipped = await cards.evaluateAll((all) =>
    all.every((one) => {
      const edge = one.getBoundingClientRect().right + 1;
      return [...one.querySelectorAll(".truncate")].every(
        (text) => text.getBoundingClientRect().right <= edge,
      );
    }),
  );
  expect(clipped).toBe(true);
  await shoot("titles");
});

it("a draft that a newer version made is neither drawn nor written over, and leaves as a file or by a restore", async () => {
  const id = await client.publishTemplate("first-agent", "From tomorrow");
  const { revision, document } = await draft(id);
  const database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  try {
    await database.query(`UPDATE blueprints SET draft = jsonb_set(draft, '{format}', '9') WHERE id = $1`, [
      id,
    ]);
  } finally {
    await database.end();
  }
  const read = await client.expectOk("GET", `/blueprints/${id}`);
  expect(read).toMatchObject({ document: { format: 9 }, issues: [{ severity: "error" }] });
  for (const [method, path, body] of [
    ["PUT", "", { document, revision }],
    ["POST", "/publish", {}],
  ] as const) {
    const refused = await client.send(method, `/blueprints/${id}${path}`, body);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain("made by a newer version");
  }
  await page.goto(`${app.baseUrl}/blueprints/${id}`);
  await page.getByText("cannot open “From tomorrow”").waitFor();
  await page.getByText("this build reads formats up to 1").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as a file" }).click();
  await (await download).delete();
  expect((await client.expectOk("GET", `/blueprints/${id}/export`)).format).toBe(9);
  await client.expectOk("POST", `/blueprints/${id}/versions/1/restore`, {});
  expect((await draft(id)).document.format).toBe(1);
});

it("a dataset that was deleted while still wired is an issue with a way out, not a blank page", async () => {
  const { panel, tab } = studioOf(page);
  const { items } = await client.expectOk("GET", "/datasets");
  const { document } = await draft();
  const wired = document.nodes.flatMap(({ config }) => ("passages" in config ? [config.dataset] : []));
  const used = items.find((each: { slug: string }) => wired.includes(each.slug));
  await client.expectOk("DELETE", `/datasets/${used.id}`);
  await openDesigner();
  await tab(/^Issues/).click();
  const issue = panel
    .getByRole("button", { name: new RegExp(`This workspace has no dataset “${used.slug}”`) })
    .first();
  await issue.getByText(new RegExp(`create the dataset “${used.slug}”`, "i")).waitFor();
  await shoot("deleted-dataset");
  await issue.click();
  await panel.getByRole("combobox", { name: "Dataset", exact: true }).waitFor();
});
