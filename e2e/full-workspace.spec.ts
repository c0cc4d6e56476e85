import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { moveTo, objections, overhang, setTheme, settled } from "./axe-page.ts";
import { fullPages, lookOf, openView, type PageView, type SeededData, seedWorkspace } from "./every-page.ts";
import { people, setUpWorkspace } from "./person.ts";

let app: RunningApp;
let browser: Browser;
let model: OpenAiServer;
let data: SeededData;
let page: Page;
let visitor: BrowserContext;
const crew = people();

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "unauthorized" });
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  page = await crew.open(browser, lookOf("light", "desk"));
  await setUpWorkspace(page, app);
  data = await seedWorkspace(app, model);
  visitor = await browser.newContext(lookOf("light", "desk"));
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await model?.close();
});

/** Opens a view on a page that is already there; the studio's own pages without loading the document again. */
async function show(on: Page, view: PageView): Promise<void> {
  if (view.visitor || view.name === "not-found") return openView(on, app, view);
  await moveTo(on, view.path);
  await settled(on);
  await view.arrange?.(on);
  await settled(on);
}

/** What of a view is not on another one as well. */
const partOf = ({ name }: PageView) =>
  name.startsWith("canvas-") ? 'aside[aria-label="Panel"]' : name.startsWith("settings-") ? "main" : "html";

async function defectsOf(on: Page, view: PageView): Promise<string[]> {
  try {
    await show(on, view);
    await setTheme(on, "light");
    const light = await objections(on, "everything", partOf(view));
    await setTheme(on, "dark");
    const dark = await objections(on, "contrast", partOf(view));
    await setTheme(on, "light");
    const wider = await overhang(on);
    return [
      ...light.map((line) => `${view.name}, light: ${line}`),
      ...dark.map((line) => `${view.name}, dark: ${line}`),
      ...(wider > 0 ? [`${view.name}: is ${wider} px wider than the screen`] : []),
    ];
  } catch (caught) {
    return [`${view.name}: could not be looked at: ${caught}`];
  }
}

describe("a workspace full of things", () => {
  it("has nothing axe objects to on any page, in both themes", async () => {
    const outside = await visitor.newPage();
    const found: string[] = [];
    // A page that is no part of the studio is opened last, for it ends the moving about without loading.
    const views = fullPages(data).sort(
      (one, other) => Number(one.name === "not-found") - Number(other.name === "not-found"),
    );
    for (const view of views) found.push(...(await defectsOf(view.visitor ? outside : page, view)));
    await outside.close();
    expect(found).toEqual([]);
  }, 240_000);

  it("needs no scrolling sideways at a zoom of 200 %", async () => {
    await openView(page, app, { name: "blueprints", path: "/blueprints" });
    await page.setViewportSize({ width: 720, height: 450 });
    const found: string[] = [];
    for (const view of fullPages(data, true).filter(
      ({ visitor: outside, name }) => !outside && name !== "not-found",
    )) {
      await show(page, view);
      const wider = await overhang(page);
      if (wider > 0) found.push(`${view.name}: is ${wider} px wider than the screen`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(found).toEqual([]);
  });
});
