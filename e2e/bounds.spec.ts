import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { people, setUpWorkspace } from "./person.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
const desk = people();
const shots = process.env.AIMWRIGHT_SHOTS;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  page = await desk.open(browser, { timezoneId: "Europe/Berlin" });
  await setUpWorkspace(page, app);
  await page
    .getByRole("button", { name: /Support desk/ })
    .first()
    .click();
  await page.waitForURL(/\/blueprints\/[0-9a-f-]{36}$/);
  await page.getByTestId("saved-state").waitFor();
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const shoot = async (name: string) => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
};

it("an author sees what an ability would do, and does it only after a second yes [C3.1] [G2.4]", async () => {
  const { card, panel } = studioOf(page);
  await card("Create ticket").click();
  const test = panel.getByRole("region", { name: "Test this ability" });
  await test.getByLabel("subject").fill("Tried from the designer");
  await test.getByRole("button", { name: "Show the request" }).click();
  await test.getByText("Not sent · reversible").waitFor();
  await test.getByText(/table\.insert/).waitFor();
  await shoot("ability-test");
  await test.getByRole("button", { name: "Send for real" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
  await test.getByText("Sent", { exact: true }).waitFor();
  await shoot("ability-sent");
  const designer = page.url();
  await page.goto(`${app.baseUrl}/tables/tickets`);
  await page.getByText("Tried from the designer").first().waitFor();
  await page.goto(designer);
  await page.getByTestId("saved-state").waitFor();
});

it("an author sets a policy and a check in the designer, and they are kept [C2.3] [H3.1]", async () => {
  const { canvas, card, panel, choose, saved } = studioOf(page);
  await canvas.locator(".react-flow__pane").click({ position: { x: 200, y: 24 } });
  await panel.getByRole("heading", { name: "This blueprint" }).waitFor();
  await panel.getByRole("button", { name: "Add policy" }).click();
  await panel.getByLabel("Name", { exact: true }).fill("No refund above 300");
  await panel.getByLabel("When").fill("arguments.refund_amount > 300");
  await panel.getByLabel("Time zone").fill("Europe/Amsterdam");
  await panel.getByLabel("Time zone").blur();
  await shoot("policies");
  await saved();
  await card("Mask card numbers").click();
  await panel.getByRole("button", { name: "Add check" }).click();
  await choose("What check 2 looks for", "Prompt injection");
  await shoot("checks");
  await saved();
  await page.reload();
  await page.getByTestId("saved-state").waitFor();
  await canvas.locator(".react-flow__pane").click({ position: { x: 200, y: 24 } });
  expect(await panel.getByLabel("Name", { exact: true }).inputValue()).toBe("No refund above 300");
  expect(await panel.getByLabel("Time zone").inputValue()).toBe("Europe/Amsterdam");
  await card("Mask card numbers").click();
  expect(await panel.getByText("Prompt injection", { exact: true }).count()).toBe(1);
});
