import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { createOwner, emptyPages, lookOf, openView, type PageView, pagesBeforeSetup } from "./every-page.ts";

const themes = ["light", "dark"] as const;
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let app: RunningApp;
let browser: Browser;
let session: Awaited<ReturnType<BrowserContext["storageState"]>> | undefined;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function signedIn(): Promise<void> {
  if (session) return;
  const context = await browser.newContext(lookOf("light", "desk"));
  await createOwner(app, context);
  session = await context.storageState();
  await context.close();
}

/** What axe finds on each page, and whether it can be scrolled sideways, as lines that say where. */
async function defectsOf(views: PageView[], theme: "light" | "dark", size: "desk" | "phone") {
  const found: string[] = [];
  const owner = await browser.newContext({ ...lookOf(theme, size), storageState: session });
  const visitor = await browser.newContext(lookOf(theme, size));
  for (const view of views) {
    const page = await (view.visitor ? visitor : owner).newPage();
    page.setDefaultTimeout(15_000);
    try {
      await openView(page, app, view);
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      for (const { id, nodes } of violations)
        for (const { target, failureSummary } of nodes)
          found.push(`${view.name}: ${id} at ${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim()}`);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (wider > 0) found.push(`${view.name}: is ${wider} px wider than the screen`);
    } catch (caught) {
      found.push(`${view.name}: could not be opened: ${caught}`);
    }
    await page.close();
  }
  await Promise.all([owner.close(), visitor.close()]);
  return found;
}

describe("nothing axe objects to, and no page wider than its screen", () => {
  it("before the server is set up", async () => {
    for (const theme of themes) expect(await defectsOf(pagesBeforeSetup(app), theme, "phone")).toEqual([]);
  });

  it.each(themes)("in an empty workspace, %s", async (theme) => {
    await signedIn();
    expect(await defectsOf(emptyPages, theme, "desk")).toEqual([]);
  });
});
