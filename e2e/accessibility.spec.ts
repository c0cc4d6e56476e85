import type { Browser, BrowserContext } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { objections, overhang, setTheme } from "./axe-page.ts";
import { createOwner, emptyPages, lookOf, openView, type PageView, pagesBeforeSetup } from "./every-page.ts";

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** What axe finds on each page in both themes, and whether it can be scrolled sideways, as lines that say where. */
async function defectsOf(views: readonly PageView[], owner: BrowserContext, visitor: BrowserContext) {
  const found: string[] = [];
  for (const view of views) {
    const page = await (view.visitor ? visitor : owner).newPage();
    page.setDefaultTimeout(15_000);
    try {
      await openView(page, app, view);
      for (const line of await objections(page, "everything", "html")) found.push(`${view.name}: ${line}`);
      await setTheme(page, "dark");
      for (const line of await objections(page, "contrast", "html"))
        found.push(`${view.name}, dark: ${line}`);
      const wider = await overhang(page);
      if (wider > 0) found.push(`${view.name}: is ${wider} px wider than the screen`);
    } catch (caught) {
      found.push(`${view.name}: could not be opened: ${caught}`);
    }
    await page.close();
  }
  return found;
}

describe("nothing axe objects to, in both themes, and no page wider than its screen", () => {
  it("before the server is set up", async () => {
    const visitor = await browser.newContext(lookOf("light", "phone"));
    expect(await defectsOf(pagesBeforeSetup(app), visitor, visitor)).toEqual([]);
    await visitor.close();
  });

  it("in an empty workspace", async () => {
    const [owner, visitor] = await Promise.all([
      browser.newContext(lookOf("light", "desk")),
      browser.newContext(lookOf("light", "desk")),
    ]);
    await createOwner(app, owner);
    expect(await defectsOf(emptyPages, owner, visitor)).toEqual([]);
  });
});
