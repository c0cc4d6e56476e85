import type { Page } from "playwright";
import { emptyPages, fullPages, type PageView } from "./every-page.ts";
import type { ScreenData } from "./seed-screens.ts";
import { shopDocument } from "./shop-document.ts";

/** A picture to be taken; everything a page does that nobody expects ends the taking with an error. */
export type Screen = PageView & {
  /** Taken at this size only. */
  only?: "desk" | "phone";
  /** Requests under these paths are answered with a failure of the server. */
  failing?: readonly string[];
  /** Requests under this path are answered with something no page can draw. */
  garbled?: string;
  /** Lines of the console that belong to the state. */
  expected?: RegExp;
};

const notFound = /status of 404/;

const tab = (name: string) => (page: Page) =>
  page
    .getByRole("tab", { name: new RegExp(`^${name}`) })
    .first()
    .click();

const press = (name: string | RegExp) => (page: Page) =>
  page
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();

/** Presses keys as soon as the designer listens to them, until a dialog opens. */
const keys = (combination: string) => async (page: Page) => {
  await page.getByTestId("node-agent").waitFor();
  await page.keyboard.press(combination);
  await page.getByRole("dialog").first().waitFor();
};

const scrolledTo = (text: string | RegExp) => (page: Page) =>
  page.getByText(text).first().scrollIntoViewIfNeeded();

const after =
  (...steps: ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page);
  };

/** Asks the draft with a pause set before every action, until the run stands at the pause. */
const pausedAtAnAction = after(
  tab("Test"),
  press("No breakpoints"),
  (page) =>
    page
      .getByRole("menuitemcheckbox", { name: "Pause before every action" })
      .or(page.getByText("Pause before every action"))
      .first()
      .click(),
  (page) => page.keyboard.press("Escape"),
  async (page) => {
    await page.getByTestId("chat-input").fill("Where is order 1042?");
    await page.getByTestId("chat-send").click();
    await page.getByTestId("breakpoint-card").first().waitFor();
  },
);

/** The wizard with a document read from text, and two operations chosen; `asFar` goes on to where a call is tried. */
const connecting =
  (asFar: "choose" | "try") =>
  async (page: Page): Promise<void> => {
    await page.getByTestId("connect-system").click();
    const wizard = page.getByRole("dialog", { name: "Connect a system" });
    await wizard
      .getByLabel(/^Or the document itself/)
      .fill(JSON.stringify(shopDocument("https://shop.example.com")));
    await wizard.getByRole("button", { name: "Read it" }).click();
    await wizard.getByRole("checkbox", { name: /Find an order/ }).click();
    await wizard.getByRole("checkbox", { name: /Create an order/ }).click();
    if (asFar === "choose") return;
    await wizard.getByRole("button", { name: "Continue" }).click();
    await wizard.getByRole("region", { name: "Test this ability" }).getByLabel("id").fill("a 1");
  };

/** Asks in the test chat, keeps the result of a call, and begins the next run at the agent. */
const withPinnedResult = async (page: Page): Promise<void> => {
  await tab("Test")(page);
  const pin = page.getByRole("button", { name: "Unpin Find order" });
  // Kept by the browser from an earlier picture.
  if (await pin.isVisible()) return;
  await page.getByTestId("chat-input").fill("Where is order 1042?");
  await page.getByTestId("chat-send").click();
  const called = page.getByTestId("action-card").filter({ hasText: "Find order" }).first();
  await called.getByRole("button", { name: /Find order/ }).click();
  await called.getByRole("button", { name: "Pin this result" }).click();
  await pin.waitFor();
};

const inLanguages = (languages: readonly string[], screens: readonly Screen[]): Screen[] =>
  languages.flatMap((language) =>
    screens.map((screen) => ({
      ...screen,
      name: `${screen.name}-${language}`,
      path: `${screen.path}${screen.path.includes("?") ? "&" : "?"}lang=${language}`,
    })),
  );

/** The screens of a workspace with nothing in it. */
export const emptyScreens: readonly Screen[] = [
  ...emptyPages,
  { name: "analytics-empty", path: "/analytics" },
  { name: "feedback-empty", path: "/analytics/feedback" },
  {
    name: "templates-nothing-found",
    path: "/templates",
    arrange: (page) => page.getByRole("searchbox", { name: "Search templates" }).fill("submarines"),
  },
  { name: "templates-fit-incomplete", path: "/templates/fit", arrange: press("Score this process") },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    visitor: true,
    expected: /status of 40[0-9]/,
    arrange: async (page) => {
      await page.getByLabel("E-mail").fill("mira@example.com");
      await page.getByLabel("Password", { exact: true }).fill("not her password");
      await page.getByRole("button", { name: /^Sign in/ }).click();
      await page.getByRole("alert").first().waitFor();
    },
  },
];

/** The screens of a workspace in use. */
export function fullScreens(data: ScreenData, size: "desk" | "phone"): readonly Screen[] {
  const canvas = `/blueprints/${data.desk.id}`;
  const known = fullPages(data, size === "phone").map((view) => ({
    ...view,
    ...(/not-found|unknown/.test(view.name) ? { expected: notFound } : {}),
  }));
  const designer: Screen[] = [
    { name: "designer-empty", path: `/blueprints/${data.empty}` },
    { name: "designer-problems", path: `/blueprints/${data.broken}`, arrange: tab("Issues") },
    { name: "designer-groups-and-presets", path: `/blueprints/${data.grouped}` },
    {
      name: "designer-connect",
      path: canvas,
      only: "desk",
      arrange: (page) => page.getByTestId("connect-system").click(),
    },
    {
      name: "designer-connect-choose",
      path: canvas,
      only: "desk",
      arrange: connecting("choose"),
    },
    { name: "designer-connect-try", path: canvas, only: "desk", arrange: connecting("try") },
    {
      name: "designer-breakpoint-menu",
      path: canvas,
      arrange: after(tab("Test"), press("No breakpoints")),
    },
    { name: "designer-breakpoint", path: canvas, arrange: pausedAtAnAction },
    // From here on this browser keeps the pin: an action that is pinned is never paused at.
    { name: "designer-pinned", path: canvas, arrange: withPinnedResult },
    {
      name: "designer-pinned-node",
      path: canvas,
      only: "desk",
      arrange: after(
        withPinnedResult,
        (page) => page.getByTestId("node-find-order").click({ position: { x: 60, y: 8 } }),
        tab("Inspect"),
        scrolledTo("Result as JSON"),
      ),
    },
    { name: "designer-team", path: `/blueprints/${data.team}` },
    { name: "designer-experiment", path: `/blueprints/${data.shop}` },
    {
      name: "designer-experiment-node",
      path: `/blueprints/${data.shop}`,
      only: "desk",
      arrange: (page) => page.getByTestId("node-experiment").press("Enter"),
    },
    { name: "designer-history", path: canvas, only: "desk", arrange: press("History of changes") },
    {
      name: "designer-publish",
      path: `/blueprints/${data.changed}`,
      arrange: (page) => page.getByTestId("publish").click(),
    },
    { name: "designer-shortcuts", path: canvas, only: "desk", arrange: keys("?") },
    { name: "designer-commands", path: canvas, only: "desk", arrange: keys("Control+k") },
    { name: "designer-find", path: canvas, only: "desk", arrange: keys("Control+f") },
    { name: "designer-issues", path: canvas, only: "phone", arrange: tab("Issues") },
    { name: "designer-versions", path: canvas, only: "phone", arrange: tab("Versions") },
    { name: "designer-add", path: canvas, only: "phone", arrange: press("Add a node") },
    {
      name: "designer-node",
      path: canvas,
      only: "phone",
      arrange: (page) => page.getByText("Support agent").first().click(),
    },
    { name: "agent", path: `${canvas}/agents/agent` },
    { name: "compare", path: `/blueprints/${data.changed}/compare` },
    { name: "compare-over", path: `/blueprints/${data.changed}/compare?layout=over` },
    { name: "what-if-empty", path: `/blueprints/${data.empty}/what-if` },
    { name: "what-if", path: `/blueprints/${data.desk.id}/what-if` },
    {
      name: "what-if-answers",
      path: `/blueprints/${data.desk.id}/what-if`,
      arrange: after(press("The same"), scrolledTo("Run by run")),
    },
    {
      name: "what-if-form",
      path: `/blueprints/${data.desk.id}/what-if`,
      arrange: press("Try a change"),
    },
    { name: "experiments-with-evidence", path: `/blueprints/${data.shop}/experiments` },
    {
      name: "experiment-runs",
      path: `/blueprints/${data.shop}/experiments`,
      arrange: after(press(/runs/i), scrolledTo(/^Runs of/)),
    },
  ];
  const runs: Screen[] = [
    { name: "run-condensed", path: `/runs/${data.condensed}` },
    {
      name: "run-condensed-step",
      path: `/runs/${data.condensed}`,
      arrange: after(
        (page) =>
          page
            .getByText(/Earlier messages were condensed/)
            .first()
            .click(),
        scrolledTo(/The log and the transcript keep everything/),
      ),
    },
    { name: "run-team", path: `/runs/${data.teamRun}` },
    { name: "run-delegations", path: `/runs/${data.delegated}` },
    {
      name: "run-delegations-tree",
      path: `/runs/${data.delegated}`,
      arrange: (page) => page.getByTestId("trace-tree").scrollIntoViewIfNeeded(),
    },
    {
      name: "run-drawing",
      path: `/runs/${data.finished}`,
      only: "phone",
      arrange: (page) =>
        page
          .getByRole("group", { name: "The blueprint of this run" })
          .evaluate((element) => element.scrollIntoView({ block: "center" })),
    },
    { name: "run-fork", path: `/runs/${data.fork}` },
    {
      name: "run-fork-form",
      path: `/runs/${data.finished}`,
      arrange: async (page) => {
        await page.getByRole("button", { name: "Fork", exact: true }).click();
        const form = page.getByRole("combobox", { name: "From" });
        await form.scrollIntoViewIfNeeded();
        await form.click();
        await page
          .getByRole("option", { name: /Another result of/ })
          .first()
          .click();
        await page.getByRole("button", { name: "Run the fork" }).scrollIntoViewIfNeeded();
      },
    },
    { name: "run-reasons", path: `/runs/${data.finished}`, arrange: scrolledTo("What it knew") },
    { name: "run-conversation", path: `/runs/${data.finished}`, arrange: scrolledTo("Conversation") },
  ];
  const places: Screen[] = [
    { name: "analytics", path: "/analytics" },
    { name: "analytics-cost", path: "/analytics?metric=cost&by=blueprint" },
    { name: "analytics-blueprint", path: `/analytics?blueprint=${data.desk.id}` },
    { name: "feedback", path: "/analytics/feedback" },
    { name: "table-crm", path: "/tables/contacts" },
    { name: "table-unknown", path: "/tables/nothing_here", expected: notFound },
    {
      name: "blueprint-unknown",
      path: "/blueprints/00000000-0000-7000-8000-000000000000",
      expected: notFound,
    },
    { name: "hosted-chat-unknown", path: "/chat/nobody-here", visitor: true, expected: notFound },
    { name: "notices", path: "/blueprints", arrange: press(/^(Notices|.* notices)/) },
    { name: "account-menu", path: "/blueprints", arrange: press("Workspace and theme") },
    { name: "new-blueprint", path: "/blueprints", arrange: press("New") },
    { name: "import", path: "/blueprints", arrange: press("Import") },
  ];
  const crashed: Screen = {
    name: "page-broken",
    path: `/runs/${data.finished}`,
    garbled: "/api/v1/runs/",
    expected: /./,
  };
  // Longer words and wider letters, on the pages people see most.
  const translated = inLanguages(
    ["de", "ja"],
    [
      { name: "blueprints", path: "/blueprints" },
      { name: "designer", path: canvas },
      { name: "run-finished", path: `/runs/${data.finished}` },
      { name: "analytics", path: "/analytics" },
      { name: "feedback", path: "/analytics/feedback" },
      { name: "inbox", path: "/inbox" },
      { name: "runs", path: "/runs" },
      { name: "templates", path: "/templates" },
      { name: "experiments", path: `/blueprints/${data.shop}/experiments` },
      { name: "settings", path: "/settings" },
      { name: "agent", path: `${canvas}/agents/agent` },
      { name: "hosted-chat", path: `/chat/${data.desk.slug}`, visitor: true },
    ],
  );
  // The greeting is gone once somebody has written.
  const greeting = { name: "hosted-chat-start", path: `/chat/${data.desk.slug}`, visitor: true };
  return [
    greeting,
    ...known,
    ...designer,
    ...runs,
    ...places,
    crashed,
    ...translated,
    ...failedScreens(data),
  ];
}

/** The screens whose data could not be loaded. */
function failedScreens(data: ScreenData): Screen[] {
  const canvas = `/blueprints/${data.desk.id}`;
  const pages: [name: string, path: string, api: string, arrange?: Screen["arrange"]][] = [
    ["blueprints", "/blueprints", "/api/v1/blueprints"],
    ["runs", "/runs", "/api/v1/runs"],
    ["run", `/runs/${data.finished}`, "/api/v1/runs"],
    ["inbox", "/inbox", "/api/v1/approvals"],
    ["datasets", "/knowledge", "/api/v1/datasets"],
    ["dataset", `/knowledge/${data.dataset}`, "/api/v1/datasets"],
    ["tables", "/tables", "/api/v1/tables"],
    ["table", "/tables/orders", "/api/v1/tables"],
    ["analytics", "/analytics", "/api/v1/analytics"],
    ["feedback", "/analytics/feedback", "/api/v1/ratings"],
    ["designer", canvas, "/api/v1/blueprints"],
    ["tests", `${canvas}/tests`, "/api/v1/suites"],
    ["experiments", `${canvas}/experiments`, "/api/v1/experiments"],
    ["what-if", `${canvas}/what-if`, "/api/v1/what-ifs"],
    ["compare", `${canvas}/compare`, "/api/v1/blueprints"],
    ["settings-budgets", "/settings", "/api/v1/budgets", tab("Budgets")],
    ["settings-members", "/settings", "/api/v1/members", tab("Members")],
    ["settings-audit", "/settings", "/api/v1/audit", tab("Audit")],
  ];
  return pages.map(([name, path, api, arrange]) => ({
    name: `${name}-not-loaded`,
    path,
    failing: [api],
    expected: /status of 503/,
    ...(arrange ? { arrange } : {}),
  }));
}
