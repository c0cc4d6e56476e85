import { mkdirSync } from "node:fs";
import type { BrowserContext, Route } from "playwright";
import { setTheme } from "#e2e/axe-page.ts";
import { createOwner, lookOf, openView, pagesBeforeSetup } from "#e2e/every-page.ts";
import { emptyScreens, fullScreens, type Screen } from "#e2e/every-screen.ts";
import { seedScreens } from "#e2e/seed-screens.ts";
import { startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { ensureBrowser } from "./ensure-browser.ts";
import { projectDirectory } from "./project-directory.ts";

// npm run screenshots -- designer run-team: only screens whose name contains one of the words.
const words = process.argv.slice(2);
const folder = projectDirectory("screenshots");
const say = (line: string) => process.stdout.write(`${line}\n`);
const faults: string[] = [];

const refusal = {
  error: {
    code: "unavailable",
    message: "The database does not answer. Try again in a minute.",
    details: [],
  },
};

mkdirSync(folder, { recursive: true });
ensureBrowser(say);
say("Starting the app, which is built first when it has to be");
const app = await startApp();
const browser = await launchBrowser();
try {
  await take("before set-up", undefined, () => pagesBeforeSetup(app));
  const owner = await browser.newContext(lookOf("light", "desk"));
  await createOwner(app, owner);
  const session = await owner.storageState();
  await take("empty", session, () => emptyScreens);
  const data = await seedScreens(app, (what) => say(`Seeding ${what}`));
  await take("full and failed", session, (size) => fullScreens(data, size));
} finally {
  await browser.close();
  await app.stop();
}
say(`The pictures are in ${folder}`);
if (faults.length > 0) {
  say(`\n${faults.length} of what nobody expects:\n${faults.join("\n")}`);
  process.exitCode = 1;
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

async function take(
  state: string,
  session: Session | undefined,
  screensAt: (size: "desk" | "phone") => readonly Screen[],
): Promise<void> {
  for (const size of ["desk", "phone"] as const) {
    const screens = screensAt(size).filter(
      ({ name, only = size }) =>
        only === size && (words.length === 0 || words.some((word) => name.includes(word))),
    );
    const visitor = await browser.newContext(lookOf("light", size));
    const signedIn = await browser.newContext({ ...lookOf("light", size), storageState: session });
    for (const [index, screen] of screens.entries()) {
      say(`${state}, ${size} ${index + 1}/${screens.length}: ${screen.name}`);
      await photograph(screen.visitor ? visitor : signedIn, screen, size);
    }
    await Promise.all([visitor.close(), signedIn.close()]);
  }
}

/** Opens a screen once and takes it in both themes; whatever it does that is not expected is noted. */
async function photograph(context: BrowserContext, screen: Screen, size: string): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const note = (what: string) => faults.push(`${screen.name}, ${size}: ${what}`);
  page.on("pageerror", (error) => {
    if (!screen.garbled) note(error.message);
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !screen.expected?.test(message.text())) note(message.text());
  });
  for (const path of screen.failing ?? [])
    await page.route(`**${path}*/**`, refuse).then(() => page.route(`**${path}*`, refuse));
  if (screen.garbled) await page.route(`**${screen.garbled}*`, garble);
  // A screen that cannot be arranged is worth a picture all the more.
  await openView(page, app, screen).catch((caught: Error) => note(caught.message.split("\n")[0] ?? ""));
  for (const toast of await page.locator('[data-sonner-toast][data-type="error"]').allInnerTexts())
    note(`an error message: ${toast}`);
  await page.evaluate(() => document.fonts.ready);
  for (const theme of ["light", "dark"] as const) {
    await setTheme(page, theme);
    await page.screenshot({ path: `${folder}/${screen.name}-${size}-${theme}.png` });
  }
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (wider > 0) note(`is ${wider} px wider than the screen`);
  await page.close();
}

async function refuse(route: Route): Promise<void> {
  await route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify(refusal) });
}

async function garble(route: Route): Promise<void> {
  await route.fulfill({ status: 200, contentType: "application/json", body: "{}" });
}
