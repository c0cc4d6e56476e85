import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { createOwner } from "./every-page.ts";
import { runClient } from "./run-client.ts";

let app: RunningApp;
let browser: Browser;
let studio: BrowserContext;
let slug: string;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  const client = runClient(app);
  const id = await client.publishTemplate("support-desk", "Support desk");
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

it("a contact's thumb and comment stand in the list, which narrows them and leads to the run", async () => {
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
  for (const theme of ["light", "dark"]) {
    await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
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
  await page.getByText("Nothing to show for this period").waitFor();
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
