import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import pg from "pg";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callCommand } from "#components/inspector/call-command.ts";
import { addNode } from "#lib/blueprint/edits/add-node.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { people, setUpWorkspace } from "./person.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let client: RunClient;
let browser: Browser;
let page: Page;
const desk = people();

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  client = runClient(app);
  page = await desk.open(browser);
  await setUpWorkspace(page, app);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const auditOf = async (action: string) =>
  (await client.expectOk("GET", "/audit?limit=50")).items.filter(
    (entry: { action: string }) => entry.action === action,
  );

test("an owner renames the workspace and names internal hosts, and both are in the audit log", async () => {
  await page.goto(`${app.baseUrl}/settings`);
  const hosts = page.getByLabel("Internal hosts that may be called");
  await hosts.fill("db.internal\nhttp://10.0.0.5/path");
  await page.getByLabel("Workspace name").fill("Kettle and pot shop");
  await page.getByRole("button", { name: "Rename workspace" }).click();
  await page.getByText("The workspace has its new name.").waitFor();
  // The new name has arrived, and what was typed next to it is still there.
  await page.locator("button:disabled", { hasText: "Rename workspace" }).waitFor();
  expect(await hosts.inputValue()).toBe("db.internal\nhttp://10.0.0.5/path");
  await page.getByText(/is not an allowed-host entry/).waitFor();
  expect(await page.getByRole("button", { name: "Save hosts" }).isDisabled()).toBe(true);
  await hosts.fill("DB.internal\n\n10.0.0.5:8080\n*.corp.example\ndb.internal");
  await page.getByRole("button", { name: "Save hosts" }).click();
  await page.getByText("The hosts are saved").waitFor();
  const egressAllowHosts = ["db.internal", "10.0.0.5:8080", "*.corp.example"];
  const current = await client.expectOk("GET", "/workspaces/current");
  expect(current).toMatchObject({ name: "Kettle and pot shop", settings: { egressAllowHosts } });
  expect((await auditOf("workspace.changed"))[0]).toMatchObject({
    after: { settings: { egressAllowHosts } },
  });
  const refused = await client.send("PATCH", "/workspaces/current", {
    settings: { egressAllowHosts: ["db.internal", "0x7f.1"] },
  });
  expect(refused).toMatchObject({
    status: 400,
    body: { error: { details: [{ path: "settings.egressAllowHosts.1" }] } },
  });
});

/** A button drawn by the server answers only once React has taken it over. */
async function openMenu() {
  await page.waitForFunction(() => {
    const button = document.querySelector('[aria-label="Workspace and theme"]');
    return Object.keys(button ?? {}).some((key) => key.startsWith("__reactProps"));
  });
  await page.getByRole("button", { name: "Workspace and theme" }).click();
}

/** The address stays the same, so the new page is told by its loading. */
async function goTo(workspace: string) {
  const loaded = page.waitForEvent("load");
  await page.getByRole("menuitem", { name: `Go to ${workspace}` }).click();
  await loaded;
}

test("a person of two workspaces changes between them in the menu", async () => {
  const other = randomUUID();
  const database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  try {
    await database.query("insert into workspaces (id, name) values ($1, 'Teapot club')", [other]);
    await database.query(
      "insert into members (id, workspace_id, user_id, role) select $1, $2, id, 'viewer' from users",
      [randomUUID(), other],
    );
    await page.goto(`${app.baseUrl}/blueprints`);
    await openMenu();
    await goTo("Teapot club");
    await openMenu();
    await page.getByText("You are viewer").waitFor();
    await page.goto(`${app.baseUrl}/settings`);
    await page.getByText("Only an owner can change it.").waitFor();
    await openMenu();
    await goTo("Kettle and pot shop");
    await openMenu();
    await page.getByText("You are owner").waitFor();
    await page.keyboard.press("Escape");
    const { rows } = await database.query("select action from audit_entries where workspace_id = $1", [
      other,
    ]);
    expect(rows).toEqual([{ action: "session.moved" }]);
  } finally {
    await database.end();
  }
});

test("a table's columns are added, renamed and removed in the browser", async () => {
  await client.expectOk("POST", "/tables", {
    name: "parcels",
    columns: [
      { name: "number", type: "integer" },
      { name: "state", type: "text" },
      { name: "note", type: "text" },
    ],
  });
  await client.expectOk("POST", "/tables/parcels/rows", {
    values: { number: 7, state: "sent", note: "gift" },
  });
  await page.goto(`${app.baseUrl}/tables/parcels`);
  const open = page.getByRole("button", { name: "Columns", exact: true });
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", { name: "Save columns" });
  await open.click();
  await dialog.getByRole("combobox", { name: "Type of column 2" }).click();
  await page.getByRole("option", { name: "number", exact: true }).click();
  await save.click();
  await dialog.getByText("Rows of this table do not fit the new columns").waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();

  await open.click();
  await dialog.getByLabel("Name of column 2").fill("status");
  await dialog.getByRole("button", { name: "Remove column 3" }).click();
  await dialog.getByRole("button", { name: "Add column" }).click();
  await dialog.getByLabel("Name of column 3").fill("city");
  await dialog.getByText(/Blueprints that name “note”, “state”/).waitFor();
  expect(await save.isDisabled()).toBe(true);
  await dialog.getByText(/Delete the values of “note” in 1 row/).click();
  await save.click();
  await page.getByRole("columnheader", { name: "status" }).waitFor();
  expect(await client.rows("parcels")).toMatchObject([{ values: { number: 7, status: "sent", city: null } }]);
  expect((await client.rows("parcels"))[0]?.values).not.toHaveProperty("note");
  expect((await auditOf("table.updated"))[0]).toMatchObject({ after: { renames: { state: "status" } } });
});

test("a webhook tells its address and a call that works; a schedule its next five times; runs show one blueprint's", async () => {
  const quiet = await client.publishTemplate("support-desk", "Quiet desk");
  const made = await client.expectOk("POST", "/blueprints", {
    template: "support-desk",
    name: "Called desk",
  });
  await page.goto(`${app.baseUrl}/blueprints/${made.id}`);
  const studio = studioOf(page);
  await page.getByTestId("saved-state").waitFor();
  await studio.drop("webhook", 200, 120);
  const section = page.getByRole("region", { name: "As published" });
  await section.getByText(/Publish the blueprint/).waitFor();
  await studio.saved();
  const current = await client.expectOk("GET", `/blueprints/${made.id}`);
  const hook = current.document.nodes.find(({ kind }: { kind: string }) => kind === "webhook");
  const document = {
    ...current.document,
    wires: [
      ...current.document.wires,
      { id: "started", from: { node: hook.id, port: "starts" }, to: { node: "agent", port: "start" } },
    ],
  };
  await client.expectOk("PUT", `/blueprints/${made.id}`, { document, revision: current.revision });
  await client.expectOk("POST", `/blueprints/${made.id}/publish`, {});
  await page.reload();
  await studio.card("Webhook").click();
  const command = await section.locator("pre").nth(1).textContent();
  expect(command).toContain(`${app.baseUrl}/api/hooks/`);
  const called = await run(command ?? "");
  expect(JSON.parse(called)).toMatchObject({ runId: expect.any(String) });

  await page.getByTestId("canvas").press("Escape");
  await studio.drop("schedule", 240, 420);
  const times = page.getByRole("list", { name: "Next times" }).getByRole("listitem");
  await times.nth(4).waitFor();
  expect(await times.count()).toBe(5);
  await page.getByRole("textbox", { name: "When" }).fill("0 0 1 1 *");
  await times
    .first()
    .getByText(/1 Jan|Jan 1/)
    .waitFor();

  await client.ask(quiet, "Where is order 1042?");
  await page.goto(`${app.baseUrl}/runs?blueprint=${made.id}`);
  await page
    .getByRole("link", { name: /Called desk/ })
    .first()
    .waitFor();
  expect(await page.getByRole("link", { name: /Quiet desk/ }).count()).toBe(0);
  await page.getByRole("combobox", { name: "Blueprint" }).click();
  await page.getByRole("option", { name: "Quiet desk" }).click();
  await page
    .getByRole("link", { name: /Quiet desk/ })
    .first()
    .waitFor();
  expect(page.url()).toContain(`blueprint=${quiet}`);
  expect(await page.getByRole("link", { name: /Called desk/ }).count()).toBe(0);
});

test("the signed call a webhook shows is one its server takes", async () => {
  await client.expectOk("PUT", "/secrets/HOOK_KEY", { value: "a secret only the shop knows" });
  const id = await client.publishTemplate("support-desk", "Signed desk", (whole) => {
    const grown = addNode(whole, "webhook", { x: 0, y: 0 }, { id: "hook", config: { secret: "HOOK_KEY" } });
    const wire = {
      id: "hooked",
      from: { node: "hook", port: "starts" },
      to: { node: "agent", port: "start" },
    };
    return { ...grown, wires: [...grown.wires, wire] };
  });
  const { items } = await client.expectOk("GET", `/triggers?blueprintId=${id}`);
  expect(items[0]).toMatchObject({ signed: true, secret: "HOOK_KEY", upcoming: [] });
  const command = callCommand(`${app.baseUrl}${items[0].url}`, items[0].secret);
  const filled = command.replace("the value of HOOK_KEY", "a secret only the shop knows");
  expect(JSON.parse(await run(filled))).toMatchObject({ runId: expect.any(String) });
});

test("an owner makes a budget, a run is stopped by it and says which, and the history leads to the run", async () => {
  // A phone has the bar below the name instead, which is there and hidden.
  const seen = (text: string) => page.getByText(text).filter({ visible: true });
  const blueprint = await client.publishTemplate("support-desk", "Bounded desk");
  await page.goto(`${app.baseUrl}/settings#budgets`);
  await page.getByText("No budgets yet").waitFor();
  await page.getByRole("button", { name: "Add budget" }).click();
  const form = page.getByRole("dialog", { name: "Add budget" });
  await form.getByLabel("Name").fill("One call");
  await form.getByRole("spinbutton", { name: "Limit" }).fill("1");
  await form.getByLabel("Counted in").click();
  await page.getByRole("option", { name: "Calls" }).click();
  await form.getByRole("button", { name: "Save budget" }).click();
  await seen("0 calls of 1 call").waitFor();
  const ran = await client.ask(blueprint, "Where is order 7?");
  expect(ran.error).toMatchObject({ code: "budget_reached" });
  await seen("1 call of 1 call").waitFor();
  await seen("used up").waitFor();

  await page.getByRole("button", { name: "History of One call" }).click();
  const history = page.getByRole("dialog", { name: "History of One call" });
  expect(await history.getByRole("link", { name: "run" }).first().getAttribute("href")).toBe(
    `/runs/${ran.id}`,
  );
  await page.goto(`${app.baseUrl}/runs/${ran.id}`);
  await page
    .getByText(/Blocked by the budget “One call”/)
    .first()
    .waitFor();
  await page.goto(`${app.baseUrl}/blueprints/${blueprint}`);
  await page.getByRole("region", { name: "Budgets" }).getByText("One call").waitFor();

  await page.goto(`${app.baseUrl}/settings#budgets`);
  await page.getByRole("button", { name: "Delete One call" }).click();
  await page.getByRole("button", { name: "Delete budget" }).click();
  await page.getByText("No budgets yet").waitFor();
});

async function run(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", ["-c", command.replaceAll("curl ", "curl -sS ")]);
  return stdout;
}
