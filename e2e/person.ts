import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterEach, expect } from "vitest";
import type { RunningApp } from "#lib/testing/app.ts";
import { setupLink } from "./studio.ts";

/**
 * Opens pages of people at a desk, and fails the test in which one of them throws an error nobody catches.
 * Call it once, at the top of a file.
 */
export function people() {
  const failures: string[] = [];
  afterEach(() => expect(failures.splice(0)).toEqual([]));
  return {
    /** A page with a session of its own, 1440×900 unless told otherwise. */
    open: async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> => {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
        ...options,
      });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.on("pageerror", (error) => failures.push(`${page.url()}: ${error.stack ?? error.message}`));
      return page;
    },
  };
}

/** Sets the workspace up by its one-time link, as its first owner, and ends where the product leads. */
export async function setUpWorkspace(
  page: Page,
  app: RunningApp,
  person: { name?: string; workspace?: string } = {},
): Promise<void> {
  await page.goto(setupLink(app));
  await page.getByLabel("Your name").fill(person.name ?? "Nora Newcomer");
  await page.getByLabel("E-mail").fill("owner@example.com");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByLabel("Workspace").fill(person.workspace ?? "Kettle shop");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL(/\/blueprints(\/[0-9a-f-]{36})?$/);
}
