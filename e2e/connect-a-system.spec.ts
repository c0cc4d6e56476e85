import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { type MockAnswer, type MockSystem, type SeenCall, startMockSystem } from "./mock-systems.ts";
import { shopDocument } from "./shop-document.ts";
import { setupLink, studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
let shop: MockSystem;
let onShop: (call: SeenCall) => MockAnswer = () => ({});
const failures: string[] = [];
const shots = process.env.AIMWRIGHT_SHOTS;

beforeAll(async () => {
  shop = await startMockSystem((call) => onShop(call));
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  page.on("pageerror", (error) => failures.push(error.message));
  await page.goto(setupLink(app));
  await page.getByLabel("Your name").fill("Nora Newcomer");
  await page.getByLabel("E-mail").fill("nora@example.com");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByLabel("Workspace").fill("Kettle shop");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL("**/blueprints");
  await page
    .getByRole("button", { name: /Support desk/ })
    .first()
    .click();
  await page.waitForURL(/\/blueprints\/[0-9a-f-]{36}$/);
  await page.getByTestId("saved-state").waitFor();
});

afterEach(() => expect(failures.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await shop?.close();
});

const shoot = async (name: string) => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
};

const violations = async () => {
  const { violations: found } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
};

it("an author connects a system: reads its document, chooses, signs in, tries a call, and has abilities on the canvas [H1.3]", async () => {
  const { card, wires, saved } = studioOf(page);
  const before = await wires.count();
  await page.getByTestId("connect-system").click();
  const wizard = page.getByRole("dialog", { name: "Connect a system" });
  await wizard.getByLabel("Address of the document").fill(`${shop.origin}/docs`);
  onShop = ({ path }) => {
    if (path === "/openapi.json") return { json: shopDocument("") };
    if (path === "/docs") return { text: "<!doctype html><p>Docs</p>", contentType: "text/html" };
    return { status: 200, json: { id: "a 1", state: "sent" } };
  };
  await wizard.getByRole("button", { name: "Read it" }).click();
  await wizard
    .getByRole("alert")
    .getByText(/This is a web page/)
    .waitFor();
  await shoot("connect-1-describe");
  expect(await violations()).toEqual([]);
  await wizard.getByLabel("Address of the document").fill(`${shop.origin}/openapi.json`);
  await wizard.getByRole("button", { name: "Read it" }).click();

  await wizard.getByText(/Kettle shop 1\.2 · OpenAPI 3\.1\.0/).waitFor();
  expect(await wizard.getByRole("checkbox", { name: /TRACE/ }).isDisabled()).toBe(true);
  await wizard.getByLabel("Find an operation").fill("find order");
  await wizard.getByRole("checkbox", { name: /Find an order/ }).click();
  await wizard.getByLabel("Find an operation").fill("");
  await wizard.getByRole("checkbox", { name: /Create an order/ }).click();
  await wizard.getByText("2 chosen").waitFor();
  await shoot("connect-2-choose");
  expect(await violations()).toEqual([]);
  await wizard.getByRole("button", { name: "Continue" }).click();

  await wizard.getByRole("button", { name: "Store a new secret" }).click();
  await wizard.getByLabel("Name of the new secret").fill("SHOP_KEY");
  await wizard.getByLabel("Its value").fill("shop-key-0123456789");
  await wizard.getByRole("button", { name: "Store", exact: true }).click();
  await wizard.getByRole("combobox", { name: "Secret" }).getByText("SHOP_KEY").waitFor();
  const trial = wizard.getByRole("region", { name: "Test this ability" });
  await trial.getByLabel("id").fill("a 1");
  const calls = shop.calls.length;
  await trial.getByRole("button", { name: "Show the request" }).click();
  await trial.getByText(/v1\/orders\/a%201/).waitFor();
  expect(shop.calls).toHaveLength(calls);
  await trial.getByRole("button", { name: "Send for real" }).click();
  await page
    .getByRole("dialog", { name: "Send this for real?" })
    .getByRole("button", { name: "Send" })
    .click();
  await trial.getByText(/"state": "sent"/).waitFor();
  expect(shop.calls.at(-1)).toMatchObject({
    url: "/v1/orders/a%201",
    headers: { "x-shop-key": "shop-key-0123456789" },
  });
  onShop = () => ({ status: 401, json: { error: "who?" } });
  await trial.getByRole("button", { name: "Send for real" }).click();
  await page
    .getByRole("dialog", { name: "Send this for real?" })
    .getByRole("button", { name: "Send" })
    .click();
  await trial.getByText(/does not accept the secret/).waitFor();
  await shoot("connect-3-try");
  expect(await violations()).toEqual([]);
  await wizard.getByRole("button", { name: "Add 2 abilities" }).click();
  await wizard.waitFor({ state: "detached" });

  await card("Find an order").waitFor();
  await card("Create an order").waitFor();
  expect(await wires.count()).toBe(before + 2);
  await shoot("connect-4-canvas");
  await saved();
  await page.keyboard.press("ControlOrMeta+z");
  await card("Find an order").waitFor({ state: "detached" });
  expect(await card("Create an order").count()).toBe(0);
  expect(await wires.count()).toBe(before);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await card("Find an order").waitFor();
  await saved();
});

it("the same by keyboard alone on a phone, from pasted text [H1.3]", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await page.getByRole("button", { name: "Add a node" }).click();
  await page.getByTestId("connect-system").press("Enter");
  const wizard = page.getByRole("dialog", { name: "Connect a system" });
  const pasted = wizard.getByLabel("Or the document itself");
  await pasted.focus();
  await page.keyboard.insertText(JSON.stringify(shopDocument(shop.origin)));
  await wizard.getByRole("button", { name: "Read it" }).press("Enter");
  await wizard.getByRole("checkbox", { name: /List orders/ }).press("Space");
  await shoot("connect-phone-choose");
  await wizard.getByRole("button", { name: "Continue" }).press("Enter");
  await wizard.getByRole("button", { name: "Add the ability" }).waitFor();
  await shoot("connect-phone-finish");
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBeLessThanOrEqual(0);
  await wizard.getByRole("button", { name: "Add the ability" }).press("Enter");
  await wizard.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByText("List orders").first().waitFor();
});
