import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { changeConfig, removeNodes } from "#lib/blueprint/edits/change-nodes.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { people, setUpWorkspace } from "./person.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let client: RunClient;
let model: OpenAiServer;
let page: Page;
let slug: string;
const desk = people();
const sites: Server[] = [];

const question = "How long is the warranty?";
const reply: ChatReply = { text: "The warranty lasts two full years from the day of delivery. [1]" };
const shown = "The warranty lasts two full years from the day of delivery.";

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "reply", reply });
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
  slug = await publish("Phone desk");
});

beforeEach(async () => {
  model.set({ kind: "reply", reply });
  model.requests.length = 0;
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  page = await desk.open(browser, phone);
});

afterEach(async () => {
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.context().close();
});

afterAll(async () => {
  await browser?.close();
  for (const site of sites) await new Promise((resolve) => site.close(resolve));
  await app?.stop();
  await model?.close();
});

/** Without the guardrail, which would hold the text back until it is whole. */
async function publish(name: string, config: Record<string, unknown> = {}): Promise<string> {
  const id = await client.publishTemplate("support-desk", name, (document) =>
    changeConfig(removeNodes(document, ["guardrail"]), "chat", config),
  );
  return (await client.expectOk("GET", `/blueprints/${id}`)).slug;
}

async function ask(text: string) {
  await page.getByTestId("chat-input").fill(text);
  await page.getByTestId("chat-send").click();
}

function hold() {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  model.set({ kind: "held", reply, events: 6, until });
  return letGo;
}

async function fitsThePhone() {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
}

test("a reload in mid-answer shows what was said and goes on hearing the rest, without a second run", async () => {
  const letGo = hold();
  await page.goto(`${app.baseUrl}/chat/${slug}`);
  await ask(question);
  await page.getByText("The warranty lasts two").waitFor();
  await page.reload();
  await page.getByText("The warranty lasts two").waitFor();
  expect(await page.getByText(question).count()).toBe(1);
  await page.getByTestId("chat-input").fill("And after that?");
  expect(await page.getByTestId("chat-send").isDisabled()).toBe(true);
  letGo();
  await page.getByText(shown).waitFor();
  expect(await page.getByTestId("chat-answer").count()).toBe(1);
  expect(model.requests).toHaveLength(1);
  await fitsThePhone();

  await page.getByTestId("citation-1").click();
  await page
    .getByRole("dialog")
    .getByText(/warranty/i)
    .first()
    .waitFor();
  await fitsThePhone();
});

test("a message that did not get through stays, says so, and is sent again once", async () => {
  await page.goto(`${app.baseUrl}/chat/${slug}`);
  const address = `**/api/chat/${slug}`;
  await page.route(address, (route) => route.abort());
  await ask(question);
  await page.getByTestId("not-sent").getByText("The connection is gone").waitFor();
  await page.getByText(question).waitFor();
  await page.unroute(address);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(shown).waitFor();
  expect(await page.getByText(question).count()).toBe(1);

  // This one gets through, and only its answer is lost.
  const lost = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await route.fetch();
    await route.abort();
    lost.resolve();
  });
  await ask("And for a kettle?");
  await page.getByText("And for a kettle?").first().waitFor();
  // A route taken away while it is being handled would be handled twice.
  await lost.promise;
  await page.unroute(address);
  await until("The second answer", async () =>
    (await page.getByTestId("chat-answer").count()) === 2 ? true : undefined,
  );
  expect(await page.getByText("And for a kettle?").count()).toBe(1);
  expect(await page.getByTestId("not-sent").count()).toBe(0);
  expect(model.requests).toHaveLength(2);
});

test("a first message whose answer was lost is picked up by a reload, not asked twice", async () => {
  await page.goto(`${app.baseUrl}/chat/${slug}`);
  const address = `**/api/chat/${slug}`;
  await page.route(address, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await ask(question);
  await page.getByTestId("not-sent").waitFor();
  await page.unroute(address);
  await page.reload();
  await page.getByText(shown).waitFor();
  expect(await page.getByText(question).count()).toBe(1);
  expect(model.requests).toHaveLength(1);
});

test("a contact sees that a person is asked, and the answer comes by itself", async () => {
  model.set({ kind: "handler", handle: refund });
  await page.goto(`${app.baseUrl}/chat/${slug}`);
  await ask("Refund order 1042, please.");
  await page.getByText("A colleague is checking").waitFor();
  expect(await page.getByText("refund_amount").count()).toBe(0);
  const [run] = (await client.expectOk("GET", "/runs?limit=1")).items;
  await page.reload();
  await page.getByText("A colleague is checking").waitFor();
  const approval = await client.pendingApproval(run.id);
  await client.decide(approval.id, { decision: "approve" });
  await page.getByText("129 euros are on their way back.").waitFor();
});

function refund({ messages }: ChatRequest): ChatReply {
  if (messages.some(({ role }) => role === "tool")) return { text: "129 euros are on their way back." };
  const args = { number: "1042", refund_amount: 129, refund_reason: "Broken" };
  return { toolCalls: [{ name: "refund_order", arguments: args }] };
}

test("a contact rates an answer with a thumb and a word, and finds the thumb again", async () => {
  await page.goto(`${app.baseUrl}/chat/${slug}`);
  await ask(question);
  await page.getByText(shown).waitFor();
  await page.getByRole("button", { name: "Bad answer" }).click();
  await page.getByLabel("Comment on the answer").fill("It is three years.");
  await page.getByRole("button", { name: "Send", exact: true }).first().click();
  await page.getByText("Thank you.").waitFor();
  await fitsThePhone();
  await page.reload();
  await page.locator('button[aria-label="Bad answer"][aria-pressed="true"]').waitFor();
  const { items } = await client.expectOk("GET", "/audit?limit=20");
  expect(items).toContainEqual(
    expect.objectContaining({
      action: "run.rated",
      after: { value: -1, comment: "It is three years." },
    }),
  );
});

/** A site of its own origin that shows an address in a frame. */
async function siteWith(html: (origin: string) => string): Promise<string> {
  const site = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>Shop</title>${html(origin)}`);
  });
  sites.push(site);
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  return origin;
}

test("an author names a site in the inspector, pastes the snippet there, and only there the chat is shown", async () => {
  let snippet = "";
  const shop = await siteWith(() => snippet);
  const stranger = await siteWith(() => snippet);
  await page.setViewportSize({ width: 1440, height: 900 });
  const studio = studioOf(page);
  await setUpWorkspace(page, app, { name: "Ada Author" });
  await page.goto(`${app.baseUrl}/blueprints`);
  await page.getByRole("button", { name: /^New$/ }).click();
  await page.getByRole("button", { name: /Support desk/ }).click();
  await page.waitForURL(/\/blueprints\/[0-9a-f-]{36}$/);
  await page.getByTestId("saved-state").waitFor();
  await studio.card("Customer chat").click();
  const entry = studio.panel.getByLabel("May be embedded in, new entry");
  await entry.fill("not a site");
  await entry.press("Enter");
  await studio.panel.getByText("is no origin").waitFor();
  await studio.panel.getByLabel("May be embedded in, entry 1").fill(shop);
  await studio.panel.getByText("is no origin").waitFor({ state: "detached" });
  snippet = (await studio.panel.getByTestId("embed-snippet").textContent()) ?? "";
  expect(snippet).toMatch(/^<iframe src="http/);
  await studio.saved();
  await page.getByTestId("publish").click();
  await page.getByTestId("publish-confirm").click();
  await page.getByText("once the blueprint has been published").waitFor({ state: "detached" });

  await page.goto(shop);
  const frame = page.frameLocator("iframe");
  await frame.getByTestId("chat-input").fill("How long is the warranty?");
  await frame.getByTestId("chat-send").click();
  await frame.getByTestId("chat-answer").waitFor();

  const refused: string[] = [];
  page.on("console", (entry) => refused.push(entry.text()));
  await page.goto(stranger);
  await until("The refusal", () => refused.find((text) => text.includes("frame-ancestors")));
  expect(await page.frameLocator("iframe").getByTestId("chat-input").count()).toBe(0);
});

test("too many messages are refused with the time to wait in a sentence", async () => {
  await page.goto(`${app.baseUrl}/chat/${slug}`);
  await page.route(`**/api/chat/${slug}`, async (route) => {
    for (;;) {
      const headers = { ...route.request().headers(), "x-conversation-key": "none" };
      const response = await route.fetch({ headers });
      if (response.status() === 429) return route.fulfill({ response });
    }
  });
  await ask(question);
  await page
    .getByTestId("not-sent")
    .getByText(/Try again in \d+ seconds/)
    .waitFor();
  await page.getByRole("button", { name: "Edit" }).click();
  expect(await page.getByTestId("chat-input").inputValue()).toBe(question);
});
