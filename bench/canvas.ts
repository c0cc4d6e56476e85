import { cpus } from "node:os";
import { buildWhenNeeded } from "#bin/build-when-needed.ts";
import { projectDirectory } from "#bin/project-directory.ts";
import { createOwner } from "#e2e/every-page.ts";
import { startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { startTestServer } from "#lib/testing/database-server.ts";
import { largeBlueprint } from "./large-blueprint.ts";
import { countCanvasRenders, dragFps, openMs, readCanvasRenders, scriptBytes } from "./page-figures.ts";
import { round } from "./round.ts";

const size = { width: 1440, height: 900 };
const card = "[data-node-card]";
const progress = (line: string) => process.stderr.write(`${line}\n`);

progress("Building if needed, starting PostgreSQL, web and a browser");
const postgres = await startTestServer();
process.env.AIMWRIGHT_TEST_SERVER = postgres.adminUrl;
if (process.env.AIMWRIGHT_TEST_BUILD !== "keep")
  await buildWhenNeeded(projectDirectory(".data", "logs", "build.log"));
const app = await startApp({ workers: 0, env: { AIMWRIGHT_LOG_LEVEL: "warn" } });
const browser = await launchBrowser();

try {
  const context = await browser.newContext({ viewport: size });
  await createOwner(app, context);
  const storageState = await context.storageState();
  const fresh = async () => await (await browser.newContext({ viewport: size, storageState })).newPage();
  const designer = async (count: number) => `${app.baseUrl}/blueprints/${await store(count)}`;

  progress("Scripts of the first load");
  const shared = await scriptBytes(
    await (await browser.newContext()).newPage(),
    `${app.baseUrl}/sign-in`,
    "form",
  );
  const small = await designer(10);
  const all = await scriptBytes(await fresh(), small, card);
  const sum = (entries: [string, number][]) =>
    round(entries.reduce((total, [, size]) => total + size, 0) / 1024);
  const scripts = {
    designerKb: sum([...all]),
    frameworkKb: sum([...all].filter(([url]) => shared.has(url))),
    beyondFrameworkKb: sum([...all].filter(([url]) => !shared.has(url))),
  };

  progress("Pages");
  const page = await fresh();
  const pages: Record<string, number> = {};
  for (const path of ["/blueprints", "/runs", "/inbox", "/knowledge", "/analytics", "/settings"])
    pages[path] = await openMs(page, `${app.baseUrl}${path}`, "main");
  pages.designer = await openMs(page, small, card);

  const sizes: Record<string, unknown> = {};
  for (const count of [300, 2000]) {
    progress(`${count} nodes`);
    const drawn = await fresh();
    await countCanvasRenders(drawn);
    const url = await designer(count);
    const first = await openMs(drawn, url, card);
    const again = await openMs(drawn, url, card);
    const box = await drawn.locator(card).filter({ hasText: "Agent 0" }).boundingBox();
    if (!box) throw new Error("The first agent is not in view.");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const drag = await dragFps(drawn, middle, { x: 60, y: 220 });
    const pan = await dragFps(drawn, { x: 700, y: 850 }, { x: -300, y: -200 });
    await drawn.locator(card).filter({ hasText: "Agent 0" }).click();
    const field = drawn.getByLabel("Instructions");
    await field.click();
    await drawn.getByTestId("saved-state").and(drawn.locator('[data-state="saved"]')).waitFor();
    await readCanvasRenders(drawn);
    await field.pressSequentially("Be brief, be kind", { delay: 40 });
    const typing = await readCanvasRenders(drawn);
    sizes[count] = { firstOpenMs: first, openMs: again, drag, pan, rendersWhileTyping17Letters: typing };
  }
  const result = { machine: { node: process.version, cores: cpus().length }, scripts, pagesMs: pages, sizes };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} finally {
  await browser.close();
  await app.stop();
  await postgres.stop();
}

async function store(count: number): Promise<string> {
  const response = await app.fetch("/api/v1/blueprints", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ document: largeBlueprint(count) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST /api/v1/blueprints: ${response.status} ${text.slice(0, 500)}`);
  return String(JSON.parse(text).id);
}
