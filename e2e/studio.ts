import { spawnSync } from "node:child_process";
import type { Locator, Page } from "playwright";
import { scriptArguments } from "#bin/commands.ts";
import { projectDirectory } from "#bin/project-directory.ts";
import type { RunningApp } from "#lib/testing/app.ts";

/** The one-time link the server prints as long as nobody can sign in. */
export function setupLink(app: RunningApp): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, scriptArguments("bootstrap"), {
    cwd: projectDirectory(),
    env: { ...process.env, DATABASE_URL: app.databaseUrl },
    encoding: "utf8",
  });
  const path = status === 0 ? JSON.parse(stdout).setupUrl : null;
  if (typeof path !== "string") throw new Error(`There is no set-up link: ${stderr}`);
  return new URL(path, app.baseUrl).href;
}

/** The designer as a person sees it: by names, never by ids. */
export function studioOf(page: Page) {
  const canvas = page.getByTestId("canvas");
  const card = (title: string) => canvas.getByRole("group", { name: new RegExp(`^${title},`) });
  const port = (title: string, label: string) => card(title).locator(`[aria-label^="${label},"]`);
  const panel = page.getByRole("complementary", { name: "Panel" });
  return {
    canvas,
    card,
    port,
    panel,
    wires: canvas.locator(".react-flow__edge"),
    tab: (name: RegExp) => panel.getByRole("tab", { name }),
    saved: () =>
      page.waitForFunction(
        () => document.querySelector('[data-testid="saved-state"]')?.getAttribute("data-state") === "saved",
      ),
    /** Drags a palette item and lets it fall on the canvas. */
    drop: async (item: string, x: number, y: number) => {
      await page.getByTestId(`palette-${item}`).dragTo(canvas, { targetPosition: { x, y } });
    },
    /** Draws a wire with the pointer from one port to another. */
    dragWire: async (from: Locator, to: Locator) => {
      const [start, end] = [await centreOf(from), await centreOf(to)];
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
      await page.mouse.move(end.x, end.y, { steps: 4 });
      await page.mouse.up();
    },
    /** Picks an option of a select by the select's name. */
    choose: async (label: string, option: string) => {
      await panel.getByRole("combobox", { name: label, exact: true }).click();
      await page.getByRole("option", { name: option, exact: true }).click();
    },
    ask: async (text: string) => {
      await page.getByTestId("chat-input").fill(text);
      await page.getByTestId("chat-send").click();
    },
  };
}

async function centreOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not shown.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
