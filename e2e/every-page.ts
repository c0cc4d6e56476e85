import type { BrowserContext, Page } from "playwright";
import type { RunningApp } from "#lib/testing/app.ts";
import type { OpenAiServer } from "#lib/testing/openai-server.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { setupLink } from "./studio.ts";

/** A picture of the product: where it is taken and how the page gets into the state that is meant. */
export type PageView = {
  name: string;
  path: string;
  /** Without a session, as a visitor sees it. */
  visitor?: boolean;
  arrange?: (page: Page) => Promise<unknown>;
};

/** What the seeding left behind that pages are opened by. */
export type SeededData = {
  desk: { id: string; slug: string };
  finished: string;
  failed: string;
  waiting: string;
  dataset: string;
};

/** Opens the pages of a server that nobody has set up: they are gone once {@link createOwner} ran. */
export function pagesBeforeSetup(app: RunningApp): PageView[] {
  const link = new URL(setupLink(app));
  return [
    { name: "set-up", path: `${link.pathname}${link.search}${link.hash}`, visitor: true },
    { name: "sign-in-before-set-up", path: "/sign-in", visitor: true },
  ];
}

/** Sets the server up the way its first person does; the context is signed in afterwards. */
export async function createOwner(app: RunningApp, context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto(setupLink(app));
  await page.getByLabel("Your name").fill("Mira Okafor");
  await page.getByLabel("E-mail").fill("mira@example.com");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByLabel("Workspace").fill("Kettle & Co");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL("**/blueprints");
  await page.close();
}

/** Fills a workspace over the HTTP API with one of everything; `model` plays the endpoints that fail and hand over. */
export async function seedWorkspace(app: RunningApp, model: OpenAiServer): Promise<SeededData> {
  const client = runClient(app);
  const budget = { scope: "workspace", measure: "tokens", period: "month", amount: 1_000_000 };
  await client.expectOk("POST", "/budgets", { ...budget, name: "Monthly tokens" });
  const daily = { name: "Daily calls", period: "day", measure: "calls", amount: 400, onLimit: "ask" };
  await client.expectOk("POST", "/budgets", { ...budget, ...daily });
  const id = await client.publishTemplate("support-desk", "Support desk");
  const { slug } = await client.expectOk("GET", `/blueprints/${id}`);
  await client.publishTemplate("lead-qualifier", "Lead qualifier");
  const contact = { key: "kim", name: "Kim Park", email: "kim@example.com" };
  const finished = await client.ask(id, "Where is order 1042?", { contact });
  await client.ask(id, "How long is the warranty?", { contact });
  const { runId: waiting } = await client.start(
    id,
    "The kettle from order 1042 arrived broken. I want my money back.",
    {
      contact,
    },
  );
  await client.pendingApproval(waiting);
  const before = (await client.expectOk("GET", "/workspaces/current")).settings.models;
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
  const failed = await seedFailedRun(client, model);
  await seedHandoffs(client, model);
  await client.expectOk("PATCH", "/workspaces/current", { settings: { models: before } });
  const dataset = (await client.expectOk("GET", "/datasets")).items[0].id;
  await client.expectOk("POST", "/tables", {
    name: "visits",
    columns: [
      { name: "email", type: "email", required: true },
      { name: "visits", type: "integer" },
    ],
  });
  return { desk: { id, slug }, finished: finished.id, failed, waiting, dataset };
}

/** An endpoint that breaks down gives a failed run, one that answers with `hand_over` a conversation handed to a person. */
async function seedFailedRun(client: RunClient, model: OpenAiServer): Promise<string> {
  model.set({ kind: "unauthorized" });
  const id = await client.publishTemplate("first-agent", "Without a key");
  const { runId } = await client.start(id, "Is anybody there?");
  await client.runWhen(runId, (run) => run.status === "failed", 60);
  return runId;
}

async function seedHandoffs(client: RunClient, model: OpenAiServer): Promise<void> {
  model.set({
    kind: "reply",
    reply: {
      toolCalls: [
        { name: "hand_over", arguments: { reason: "The customer is angry.", summary: "Order is late." } },
      ],
    },
  });
  const id = (await client.expectOk("POST", "/blueprints", { document: escalation })).id;
  for (const text of ["My order is three weeks late!", "I want to talk to a person."]) {
    const contact = { key: text, name: text.startsWith("My") ? "Ben Adler" : "Lea Brandt" };
    await client.start(id, text, { contact, version: "draft" });
  }
  const [first] = await until("Two hand-offs", async () => {
    const { items } = await client.expectOk("GET", "/handoffs?status=pending");
    return items.length === 2 ? items : undefined;
  });
  await client.expectOk("POST", `/handoffs/${first.id}/claim`);
}

const escalation = {
  format: 1,
  name: "Escalation",
  nodes: [
    { id: "chat", kind: "chat", title: "Chat", position: { x: 0, y: 0 }, config: {} },
    {
      id: "agent",
      kind: "agent",
      title: "Agent",
      position: { x: 300, y: 0 },
      config: { instructions: "Help." },
    },
    {
      id: "hand",
      kind: "ability",
      title: "Hand over",
      position: { x: 600, y: 0 },
      config: { ability: "hand-to-human", name: "hand_over", settings: {} },
    },
  ],
  wires: [
    { id: "w1", from: { node: "chat", port: "starts" }, to: { node: "agent", port: "start" } },
    { id: "w2", from: { node: "agent", port: "can" }, to: { node: "hand", port: "used" } },
  ],
};

const tabOf = (label: string) => (page: Page) =>
  page
    .getByRole("tab", { name: new RegExp(`^${label}`) })
    .first()
    .click();

const askInChat = async (page: Page) => {
  await page.getByTestId("chat-input").fill("Where is order 1042?");
  await page.getByTestId("chat-send").click();
  await page.getByTestId("chat-answer").first().waitFor();
};

/** Pages of an empty workspace. */
export const emptyPages: PageView[] = [
  { name: "blueprints-empty", path: "/blueprints" },
  { name: "runs-empty", path: "/runs" },
  { name: "inbox-empty", path: "/inbox" },
  { name: "datasets-empty", path: "/knowledge" },
  { name: "tables-empty", path: "/tables" },
  { name: "templates", path: "/templates" },
  { name: "template", path: "/templates/invoice-desk" },
  { name: "templates-fit", path: "/templates/fit" },
];

/** Every page with something on it; `narrow` leaves out what a phone shows otherwise. */
export function fullPages(data: SeededData, narrow = false): PageView[] {
  const canvas = `/blueprints/${data.desk.id}`;
  const inspected = ["agent", "goal", "chat", "policies", "guardrail", "approval", "refund-order"];
  const settings = ["Workspace", "Members", "Models", "Budgets", "Secrets", "API tokens", "Audit"];
  const wide: PageView[] = [
    ...inspected.map((node) => ({
      name: `canvas-${node}`,
      path: canvas,
      // By keyboard: a click in the middle could meet another card when zoomed.
      arrange: (page: Page) => page.getByTestId(`node-${node}`).press("Enter"),
    })),
    { name: "canvas-issues", path: canvas, arrange: tabOf("Issues") },
    { name: "canvas-versions", path: canvas, arrange: tabOf("Versions") },
    {
      name: "canvas-test-chat",
      path: canvas,
      arrange: async (page) => {
        await tabOf("Test")(page);
        await askInChat(page);
      },
    },
  ];
  return [
    { name: "sign-in", path: "/sign-in", visitor: true },
    { name: "invitation-unknown", path: "/invitation", visitor: true },
    { name: "approval-link-unknown", path: "/approve/unknown", visitor: true },
    { name: "blueprints", path: "/blueprints" },
    { name: "canvas", path: canvas },
    ...(narrow ? [] : wide),
    { name: "tests", path: `${canvas}/tests` },
    { name: "experiments", path: `${canvas}/experiments` },
    { name: "runs", path: "/runs" },
    { name: "run-finished", path: `/runs/${data.finished}` },
    { name: "run-failed", path: `/runs/${data.failed}` },
    { name: "run-waiting", path: `/runs/${data.waiting}` },
    { name: "inbox", path: "/inbox" },
    { name: "datasets", path: "/knowledge" },
    { name: "dataset", path: `/knowledge/${data.dataset}` },
    { name: "tables", path: "/tables" },
    { name: "table", path: "/tables/orders" },
    ...settings.map((label) => ({
      name: `settings-${label.toLowerCase().replace(" ", "-")}`,
      path: "/settings",
      arrange: tabOf(label),
    })),
    { name: "hosted-chat", path: `/chat/${data.desk.slug}`, visitor: true, arrange: askInChat },
    { name: "not-found", path: "/nowhere" },
    { name: "run-unknown", path: "/runs/00000000-0000-7000-8000-000000000000" },
  ];
}

/** Goes to a page in a theme and waits until it rests. */
export async function openView(page: Page, app: RunningApp, view: PageView): Promise<void> {
  await page.goto(`${app.baseUrl}${view.path}`);
  await page.waitForFunction(
    () =>
      document.querySelector("main, [data-testid=chat-input], form") !== null &&
      document.querySelector('[aria-busy="true"], .shimmer') === null,
  );
  await view.arrange?.(page);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"], .shimmer') === null);
}

/** Contexts for each size and theme, signed in or not. */
export const lookOf = (theme: "light" | "dark", size: "desk" | "phone") => ({
  colorScheme: theme,
  viewport: size === "desk" ? { width: 1440, height: 900 } : { width: 390, height: 844 },
  reducedMotion: "reduce" as const,
});
