import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

declare global {
  interface Window {
    axe: typeof axe;
    next: { router: { push: (path: string) => void } };
  }
}

/** Turns the theme over without a reload; nothing is half faded when it returns. */
export async function setTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((name) => {
    // To end the fades under way is not enough: what inherits a colour fades only once its parent has.
    if (document.adoptedStyleSheets.length === 0) {
      const still = new CSSStyleSheet();
      still.replaceSync("*, ::before, ::after { transition: none !important; }");
      document.adoptedStyleSheets = [still];
    }
    document.documentElement.dataset.theme = name;
  }, theme);
}

/** What axe objects to on the page (or a part of it) as it stands, as lines that say where; the theme changes contrast and nothing else. */
export async function objections(
  page: Page,
  only: "everything" | "contrast",
  part = "html",
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return await page.evaluate(
    async ([wanted, wcag, within]) => {
      const { violations } = await window.axe.run(within, {
        resultTypes: ["violations"],
        runOnly:
          wanted === "contrast"
            ? { type: "rule", values: ["color-contrast"] }
            : { type: "tag", values: wcag },
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) =>
            `${id} at ${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim() ?? ""}`,
        ),
      );
    },
    [only, tags, part] as const,
  );
}

/** Goes to a page of the studio as a link does, without loading the document again. */
export async function moveTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => window.next.router.push(to), path);
  await page.waitForURL((url) => url.pathname === path);
}

/** Waits until nothing of the page is still being loaded; its title comes by a stream of its own. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.title !== "" &&
      document.querySelector("main, [data-testid=chat-input], form") !== null &&
      document.querySelector('[aria-busy="true"], .shimmer') === null,
  );
}

/** How many pixels of the page lie beyond the screen's edge. */
export async function overhang(page: Page): Promise<number> {
  return await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
