import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import en from "#messages/en.json";
import { moveTo, settled } from "./axe-page.ts";
import { people, setUpWorkspace } from "./person.ts";
import { runClient } from "./run-client.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
let slug: string;
let blueprint: string;
const crew = people();

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  page = await crew.open(browser, { locale: "en-GB" });
  await setUpWorkspace(page, app);
  const client = runClient(app);
  const id = await client.publishTemplate("support-desk", "Support desk");
  blueprint = id;
  slug = (await client.expectOk("GET", `/blueprints/${id}`)).slug;
  await client.ask(id, "How long is the warranty?");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const languageOf = (on: Page) => on.evaluate(() => document.documentElement.lang);

/** English texts of the catalogue that a page shows word for word, in lines of their own. */
async function englishOn(on: Page, ...namespaces: (keyof typeof en)[]): Promise<string[]> {
  const texts = new Set<string>();
  const collect = (part: object) => {
    for (const value of Object.values(part)) {
      if (typeof value === "object") collect(value);
      else if (/^[A-Z].* /.test(value) && !/[{<]/.test(value)) texts.add(value);
    }
  };
  for (const name of namespaces) collect(en[name]);
  // biome-ignore lint/performance/useDomNodeTextContent: only what is seen counts
  const lines = (await on.locator("body").innerText()).split("\n").map((line) => line.trim());
  const labels = await on.locator("[aria-label]").evaluateAll((all) => all.map((one) => one.ariaLabel ?? ""));
  return [...new Set([...lines, ...labels])].filter((text) => texts.has(text));
}

test("a visitor is greeted in the browser's language, changes it on the page and finds it kept", async () => {
  const visitor = await crew.open(browser, { locale: "de-CH" });
  const refused: string[] = [];
  visitor.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  await visitor.goto(`${app.baseUrl}/sign-in`);
  await visitor.getByRole("heading", { name: "Anmelden" }).waitFor();
  expect(await languageOf(visitor)).toBe("de");
  expect(await visitor.title()).toBe("Anmelden · Aimwright");
  await visitor.getByLabel("E-Mail").fill("nobody@example.com");

  await visitor.getByTestId("language").selectOption("es");
  await visitor.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  await visitor.waitForFunction(() => document.documentElement.lang === "es");
  // What was typed is still there: nothing was loaded anew.
  expect(await visitor.getByLabel("Correo electrónico").inputValue()).toBe("nobody@example.com");
  await visitor.getByLabel("Contraseña").fill("not the password");
  await visitor.getByRole("button", { name: "Iniciar sesión" }).click();
  await visitor.getByRole("alert").getByText("El correo o la contraseña no son correctos.").waitFor();

  await visitor.reload();
  await visitor.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  expect(refused).toEqual([]);
  await visitor.context().close();
});

test("a hosted chat speaks the visitor's language, and its address may decide it", async () => {
  const visitor = await crew.open(browser, { locale: "ja-JP", viewport: { width: 390, height: 844 } });
  await visitor.goto(`${app.baseUrl}/chat/${slug}`);
  expect(await languageOf(visitor)).toBe("ja");
  await visitor.getByTestId("chat-input").fill("Where is order 1042?");
  await visitor.getByRole("button", { name: "送信" }).click();
  await visitor.getByTestId("chat-answer").first().waitFor();
  await visitor.getByRole("button", { name: "良い回答", exact: true }).waitFor();
  expect(await englishOn(visitor, "hostedChat", "chat", "ui")).toEqual([]);

  await visitor.goto(`${app.baseUrl}/chat/${slug}?lang=de`);
  expect(await languageOf(visitor)).toBe("de");
  // The conversation is the same one.
  await visitor.getByText("Where is order 1042?").waitFor();
  await visitor.getByRole("button", { name: "Gute Antwort", exact: true }).waitFor();
  // A language we do not have leaves the browser's.
  await visitor.goto(`${app.baseUrl}/chat/${slug}?lang=${encodeURIComponent('xx"><script>')}`);
  expect(await languageOf(visitor)).toBe("ja");
  await visitor.context().close();
});

test("the studio turns to another language from the user menu, with its dates, and a failure is explained in it", async () => {
  await page.goto(`${app.baseUrl}/runs`);
  await page.getByRole("button", { name: "Workspace and theme" }).click();
  await page.getByRole("menuitem", { name: "Language: 日本語" }).click();
  await page.getByRole("heading", { name: "実行" }).waitFor();
  await settled(page);
  const when = await page.locator("main time").first().textContent();
  expect(when).toMatch(/前|たった今/);
  for (const [path, namespace] of [
    ["/runs", "runList"],
    ["/inbox", "inbox"],
    ["/knowledge", "datasets"],
    ["/tables", "tables"],
    ["/analytics", "analytics"],
    ["/templates", "templates"],
    ["/settings", "settings"],
  ] as const) {
    await moveTo(page, path);
    await settled(page);
    expect([path, await englishOn(page, "shell", "notices", "ui", namespace)]).toEqual([path, []]);
  }

  // The designer: its panels, and what kinds and fields are called.
  await page.goto(`${app.baseUrl}/blueprints/${blueprint}`);
  await page.locator("[data-node-card]").first().waitFor();
  await settled(page);
  expect(await englishOn(page, "shell", "ui", "canvas", "inspector", "goals")).toEqual([]);
  await page.getByRole("region", { name: "連携" }).getByText("Webhook", { exact: true }).waitFor();
  await page.locator("[data-node-card]").filter({ hasText: "Support agent" }).click();
  await page.getByLabel("指示").waitFor();
  await page.getByText("役割、話し方、すべきこと、してはならないこと。").waitFor();
  await settled(page);
  expect(await englishOn(page, "shell", "ui", "canvas", "inspector", "goals")).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page
    .getByRole("dialog", { name: "キーボードショートカット" })
    .getByText("グループ全体を選択")
    .waitFor();
  expect(await englishOn(page, "shell", "ui", "canvas")).toEqual([]);

  await page.route("**/api/v1/tables?*", (route) =>
    route.fulfill({
      status: 403,
      json: { error: { code: "forbidden", message: "Your role is not enough." } },
    }),
  );
  await page.goto(`${app.baseUrl}/tables`);
  const alert = page.getByRole("alert").filter({ hasText: "この操作の権限がありません。" });
  await alert.waitFor();
  expect(await alert.getByText("Your role is not enough.").getAttribute("lang")).toBe("en");
  await page.unroute("**/api/v1/tables?*");

  // Another browser of the same person, which would rather have Spanish and was told nothing yet.
  const { cookies, origins } = await page.context().storageState();
  const session = cookies.filter(({ name }) => name !== "aimwright-language");
  const other = await crew.open(browser, { locale: "es-ES", storageState: { cookies: session, origins } });
  await other.goto(`${app.baseUrl}/inbox`);
  await other.getByRole("heading", { name: "受信箱" }).waitFor();
  expect(await languageOf(other)).toBe("ja");
  await other.context().close();

  await page.getByRole("button", { name: "ワークスペースとテーマ" }).click();
  await page.getByRole("menuitem", { name: "言語: English" }).click();
  await page.getByRole("heading", { name: "Tables" }).waitFor();
});

test("the API keeps a person's language and refuses what is none, and whoever is no person", async () => {
  const patch = (language: unknown) =>
    page.evaluate(async (wanted) => {
      const response = await fetch("/api/v1/account", {
        method: "PATCH",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ language: wanted }),
      });
      return { status: response.status, body: await response.json() };
    }, language);
  expect(await patch("de")).toEqual({ status: 200, body: { language: "de" } });
  for (const wrong of ["xx", "DE", "../en", "", null, 7, "x".repeat(5_000)])
    expect((await patch(wrong)).body.error.code).toBe("invalid_input");
  const read = await page.evaluate(async () => (await fetch("/api/v1/account")).json());
  expect(read).toEqual({ language: "de" });

  const byToken = await app.fetch("/api/v1/account", {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ language: "es" }),
  });
  expect(byToken.status).toBe(403);
  expect(await (await app.fetch("/api/v1/account")).json()).toEqual({ language: null });
  const { items } = await runClient(app).expectOk("GET", "/audit?limit=1");
  expect(items[0]).toMatchObject({ action: "account.changed", noun: "account" });
});
