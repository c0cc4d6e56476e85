import { mkdirSync } from "node:fs";
import type { Browser } from "playwright";
import {
  createOwner,
  emptyPages,
  fullPages,
  lookOf,
  openView,
  type PageView,
  pagesBeforeSetup,
  seedWorkspace,
} from "#e2e/every-page.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { startOpenAiServer } from "#lib/testing/openai-server.ts";
import { projectDirectory } from "./project-directory.ts";

const folder = projectDirectory("screenshots");
mkdirSync(folder, { recursive: true });

const model = await startOpenAiServer({ kind: "unauthorized" });
const app = await startApp();
const browser = await launchBrowser();
try {
  await takeAll(app, browser, undefined, () => pagesBeforeSetup(app));
  const owner = await browser.newContext(lookOf("light", "desk"));
  await createOwner(app, owner);
  const session = await owner.storageState();
  await takeAll(app, browser, session, () => emptyPages);
  const data = await seedWorkspace(app, model);
  await takeAll(app, browser, session, (size) => fullPages(data, size === "phone"));
} finally {
  await browser.close();
  await app.stop();
  await model.close();
}

type Session = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;

async function takeAll(
  server: RunningApp,
  camera: Browser,
  session: Session | undefined,
  viewsAt: (size: "desk" | "phone") => PageView[],
): Promise<void> {
  for (const size of ["desk", "phone"] as const)
    for (const theme of ["light", "dark"] as const) {
      const visitor = await camera.newContext(lookOf(theme, size));
      const signedIn = await camera.newContext({ ...lookOf(theme, size), storageState: session });
      for (const view of viewsAt(size)) {
        const page = await (view.visitor ? visitor : signedIn).newPage();
        page.setDefaultTimeout(15_000);
        // A page that cannot be arranged is worth a picture all the more.
        await openView(page, server, view).catch((caught: unknown) =>
          process.stderr.write(`${view.name}, ${size}, ${theme}: ${caught}\n`),
        );
        await page.screenshot({ path: `${folder}/${view.name}-${size}-${theme}.png` });
        await page.close();
      }
      await Promise.all([visitor.close(), signedIn.close()]);
    }
}
