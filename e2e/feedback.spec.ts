import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import Papa from "papaparse";
import pg from "pg";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { setTheme } from "./axe-page.ts";
import { createOwner } from "./every-page.ts";
import { runClient } from "./run-client.ts";

let app: RunningApp;
let browser: Browser;
let studio: BrowserContext;
let slug: string;
let desk: string;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  const client = runClient(app);
  const id = await client.publishTemplate("support-desk", "Support desk");
  desk = id;
  slug = (await client.expectOk("GET", `/blueprints/${id}`)).slug;
  // A second rating, without a word, that the filters leave out.
  const run = await client.ask(id, "Where is order 1042?");
  await client.expectOk("POST", `/runs/${run.id}/ratings`, { value: 1 });
  studio = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  studio.setDefaultTimeout(15_000);
  await createOwner(app, studio);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

it("[G4.2] a contact's thumb and comment stand in the list, which narrows them and leads to the run", async () => {
  const visitor = await browser.newContext({ viewport: { width: 390, height: 844 } });
  visitor.setDefaultTimeout(15_000);
  const chat = await visitor.newPage();
  await chat.goto(`${app.baseUrl}/chat/${slug}`);
  await chat.getByTestId("chat-input").fill("How long is the warranty?");
  await chat.getByTestId("chat-send").click();
  await chat.getByRole("button", { name: "Bad answer" }).click();
  await chat.getByLabel("Comment on the answer").fill("It is three years.");
  await chat.getByRole("button", { name: "Send", exact: true }).first().click();
  await chat.getByText("Thank you.").waitFor();
  await visitor.close();

  const page = await studio.newPage();
  await page.goto(`${app.baseUrl}/analytics`);
  await page.getByRole("link", { name: "Feedback" }).click();
  const rows = page.getByRole("list", { name: "Ratings" }).getByRole("listitem");
  await rows.nth(1).waitFor();
  expect(await rows.count()).toBe(2);
  await page.getByRole("combobox", { name: "Rating", exact: true }).click();
  await page.getByRole("option", { name: "Bad", exact: true }).click();
  await page.waitForURL(/value=-1/);
  await rows.filter({ hasText: "No comment" }).waitFor({ state: "detached" });
  expect(await rows.first().textContent()).toMatch(/Bad[\s\S]*It is three years\.[\s\S]*warranty/);
  for (const theme of ["light", "dark"] as const) {
    await setTheme(page, theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
  // The address holds the filters, and a reload shows the same.
  await page.reload();
  await rows.first().waitFor();
  expect(await rows.count()).toBe(1);
  await rows.getByRole("link", { name: "Support desk" }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await page.getByText("How long is the warranty?").first().waitFor();
  await page.close();
});

it("own days of the dashboard stay in the address, and a point leads to the runs of exactly these days", async () => {
  const page = await studio.newPage();
  await page.goto(`${app.baseUrl}/analytics?metric=runs&from=2020-01-01&to=2020-01-03`);
  await page.getByText("Nothing to show for this period").first().waitFor();
  expect(await page.getByLabel("Last day").inputValue()).toBe("2020-01-03");
  expect(await page.getByTestId("headline-runs").getAttribute("href")).toMatch(
    /from=2020-01-01&to=2020-01-03/,
  );
  await page.goto(`${app.baseUrl}/analytics/feedback?value=7`);
  await page.getByText("The feedback could not be loaded").waitFor();
  await page.getByRole("button", { name: "Show all feedback" }).click();
  await page.getByRole("list", { name: "Ratings" }).waitFor();
  await page.close();
});

describe("the dashboard of a blueprint", () => {
  let database: pg.Client;
  let page: Page;
  const zone = "Pacific/Auckland";
  const view = () => `${app.baseUrl}/analytics?metric=runs&days=7&zone=${zone}&blueprint=${desk}`;
  const recount = async (columns: string, where = "true") =>
    (
      await database.query(
        `SELECT to_char(created_at AT TIME ZONE '${zone}', 'YYYY-MM-DD') AS day, ${columns}
         FROM runs r WHERE blueprint_id = $1 AND version IS NOT NULL AND purpose = 'live'
           AND created_at AT TIME ZONE '${zone}' >= date_trunc('day', now() AT TIME ZONE '${zone}') - interval '6 days'
           AND ${where} GROUP BY 1 ORDER BY 1`,
        [desk],
      )
    ).rows;

  beforeAll(async () => {
    const client = runClient(app);
    database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
    const questions = ["Where is order 1042?", "Where is order 1043?", "I want to talk to a person", "Hello"];
    const runs = await Promise.all(questions.map((text) => client.start(desk, text)));
    for (const { runId } of runs.slice(0, 2))
      await client.runWhen(runId, ({ status }) => status === "succeeded");
    // They were asked on earlier days: everything of the run moves together.
    for (const [index, { runId }] of runs.entries()) {
      const days = [1, 1, 3, 5][index];
      await database.query(
        `UPDATE runs SET created_at = created_at - make_interval(days => $2),
           started_at = started_at - make_interval(days => $2), finished_at = finished_at - make_interval(days => $2)
         WHERE id = $1`,
        [runId, days],
      );
    }
    page = await studio.newPage();
  });
  afterAll(async () => {
    await page?.close();
    await database?.end();
  });

  it("a click on a point opens exactly the runs behind it", async () => {
    await page.goto(view());
    const panel = page.locator("section", { has: page.getByRole("heading", { name: "Runs", exact: true }) });
    const bars = panel.first().locator(".recharts-bar-rectangle");
    // Only days with runs have a bar: five days ago, three, yesterday, today.
    await bars.nth(2).locator("path").click();
    await page.waitForURL(/\/runs\?/);
    const days = await recount("count(*)::int AS runs");
    const clicked = new URL(page.url()).searchParams.get("from");
    expect(new URL(page.url()).searchParams.get("to")).toBe(clicked);
    const rows = page.getByRole("table").getByRole("row");
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(1 + days.find(({ day }) => day === clicked)?.runs);
    expect(days.find(({ day }) => day === clicked)?.runs).toBe(2);
  });

  it("its CSV files are what SQL counts, day by day and with whatever filter is set", async () => {
    await page.goto(view());
    const rowsOf = async (name: string) => {
      const downloading = page.waitForEvent("download");
      await page.getByRole("link", { name, exact: true }).first().click();
      const text = await readFile(await (await downloading).path(), "utf8");
      return Papa.parse<Record<string, string>>(text.trim(), { header: true }).data;
    };
    const counted = await recount(`count(*)::int AS runs,
      count(*) FILTER (WHERE EXISTS (SELECT FROM handoffs h WHERE h.run_id = r.id))::int AS handed,
      count(*) FILTER (WHERE outcome->>'verdict' = 'met')::int AS met,
      count(*) FILTER (WHERE outcome->>'verdict' IN ('met', 'missed'))::int AS decided`);
    const byDay = new Map(counted.map((row) => [row.day, row]));
    const runs = await rowsOf("Runs by day as CSV");
    expect(runs).toHaveLength(7);
    for (const { group, value } of runs) expect(Number(value)).toBe(byDay.get(group)?.runs ?? 0);
    expect(runs.some(({ value }) => value === "2")).toBe(true);
    for (const { group, hits, trials } of await rowsOf("Escalated to a person by day as CSV"))
      expect([Number(hits), Number(trials)]).toEqual([
        byDay.get(group)?.handed ?? 0,
        byDay.get(group)?.runs ?? 0,
      ]);

    // Another metric is looked into, then only the runs of one channel.
    await page.getByRole("combobox", { name: "Metric" }).click();
    await page.getByRole("option", { name: "Goal met", exact: true }).click();
    await page.waitForURL(/metric=goal-rate/);
    for (const { group, hits, trials } of await rowsOf("Goal met by day as CSV"))
      expect([Number(hits), Number(trials)]).toEqual([
        byDay.get(group)?.met ?? 0,
        byDay.get(group)?.decided ?? 0,
      ]);
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("combobox", { name: "Channel" }).click();
    await page.getByRole("option", { name: "api", exact: true }).click();
    await page.waitForURL(/channel=api/);
    await page.keyboard.press("Escape");
    const ofApi = await recount(
      "count(*)::int AS runs",
      "EXISTS (SELECT FROM conversations c WHERE c.id = r.conversation_id AND c.channel = 'api')",
    );
    const filtered = await rowsOf("Runs by day as CSV");
    expect(
      filtered.filter(({ value }) => value !== "0").map(({ group, value }) => [group, Number(value)]),
    ).toEqual(ofApi.map(({ day, runs: count }) => [day, count]));
    await page.getByRole("button", { name: "Any channel" }).click();
    await page.waitForURL((url) => !url.searchParams.has("channel"));
  });

  it("a view is saved under a name, found again, replaced and deleted", async () => {
    await page.goto(`${view()}&by=version`);
    await page.getByRole("button", { name: "Saved views" }).click();
    await page.getByText("No view is saved yet").waitFor();
    await page.getByLabel("Save what is shown as").fill("Desk by version");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("list", { name: "Saved views" }).getByText("Desk by version").waitFor();

    await page.goto(`${app.baseUrl}/analytics`);
    await page.getByRole("button", { name: "Saved views" }).click();
    await page.getByRole("list", { name: "Saved views" }).getByText("Desk by version").click();
    await page.waitForURL((url) => url.searchParams.get("by") === "version");
    expect(new URL(page.url()).searchParams.get("blueprint")).toBe(desk);
    await page.getByRole("button", { name: "Saved views: Desk by version" }).click();
    for (const theme of ["light", "dark"] as const) {
      await setTheme(page, theme);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    }
    await page.getByRole("button", { name: "Delete Desk by version" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("No view is saved yet").waitFor();

    const view2 = { name: "Taken", query: "metric=runs" };
    const client = runClient(app);
    await client.expectOk("POST", "/analytics/views", view2);
    const again = await client.send("POST", "/analytics/views", { ...view2, name: "TAKEN" });
    expect([again.status, again.body.error.details[0].path]).toEqual([409, "name"]);
    const unknown = await client.send("POST", "/analytics/views", { name: "x", query: "password=1" });
    expect([unknown.status, unknown.body.error.details[0].path]).toEqual([400, "query"]);
  });
});
