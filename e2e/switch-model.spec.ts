import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { meaningOf } from "#lib/testing/meaning-vectors.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { anthropicWire } from "#lib/testing/providers/anthropic-wire.ts";
import { type ProviderServer, startProviderServer } from "#lib/testing/providers/provider-server.ts";
import { people, setUpWorkspace } from "./person.ts";
import { studioOf } from "./studio.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
let anthropic: ProviderServer;
let local: OpenAiServer;
const desk = people();

beforeAll(async () => {
  [app, browser, anthropic, local] = await Promise.all([
    startApp(),
    launchBrowser(),
    startProviderServer(anthropicWire, () => ({ text: "Claude is here." })),
    startOpenAiServer(
      { kind: "reply", reply: { text: "The local model is here." } },
      { embed: (text) => meaningOf(text, 96) },
    ),
  ]);
  page = await desk.open(browser, { timezoneId: "Europe/Berlin" });
  await setUpWorkspace(page, app, { name: "Mo Model", workspace: "Many models" });
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await Promise.all([anthropic?.close(), local?.close()]);
});

async function pick(name: string, option: string) {
  await page.getByRole("combobox", { name, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

it("a person adds a key and an endpoint, tries them, and switches an agent's model by the dropdown [C2.1]", async () => {
  await page.goto(`${app.baseUrl}/settings`);
  await page.getByRole("tab", { name: "Secrets" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("ANTHROPIC_KEY");
  await page.getByLabel("Value").fill("key-anthropic");
  await page.getByRole("button", { name: /^(Store|Save|Add)/ }).click();
  await page.getByText("ANTHROPIC_KEY").first().waitFor();

  await page.getByRole("tab", { name: "Models" }).click();
  await page.getByText("Key missing").nth(4).waitFor();
  await pick("Key for Anthropic", "ANTHROPIC_KEY");
  await page.getByText("Ready", { exact: true }).waitFor();
  await page.getByLabel("Base URL for Anthropic").fill(`${anthropic.origin}/v1`);
  await page.getByRole("button", { name: "Test Anthropic" }).click();
  await page.getByText(/claude-haiku-5-5 answered “Claude is here\.” in \d+ ms: 1000 tokens in/).waitFor();
  anthropic.set(() => ({ status: 401 }));
  await page.getByRole("button", { name: "Test Anthropic" }).click();
  await page.getByText(/anthropic refused the key \(401\)/).waitFor();
  anthropic.set(() => ({ text: "Claude is here." }));

  await page.getByRole("button", { name: "Add endpoint" }).click();
  await page.getByLabel("Name of endpoint 1").fill("local");
  await page.getByLabel("Base URL of endpoint 1").fill(local.baseUrl);
  await page.getByRole("button", { name: "Save models" }).click();
  await page.getByText("The models are saved").waitFor();

  const studio = studioOf(page);
  await page.goto(`${app.baseUrl}/blueprints`);
  await page.getByRole("button", { name: /^Support desk/ }).click();
  await page.waitForURL(/\/blueprints\/[0-9a-f-]{36}$/);
  for (const { option, answer, model } of [
    { option: "anthropic/claude-sonnet-5-5", answer: "Claude is here.", model: "claude-sonnet-5-5" },
    { option: "local/test-model", answer: "The local model is here.", model: "test-model" },
  ]) {
    await studio.card("Support agent").click();
    await studio.choose("Model", option);
    await studio.card("Support agent").getByText(option).waitFor();
    await studio.saved();
    await studio.tab(/^Test/).click();
    await studio.ask("Who are you?");
    await page.getByTestId("chat-answer").getByText(answer).waitFor();
    await page.getByTestId("run-link").last().click();
    await page.waitForURL(/\/runs\//);
    await page
      .getByText(new RegExp(`Turn 1 · ${model}`))
      .first()
      .waitFor();
    await page.goBack();
    await studio.card("Support agent").waitFor();
  }
});

it("a dataset gets an embedding model, and the search page shows what words and meaning each found", async () => {
  await page.goto(`${app.baseUrl}/knowledge`);
  await page.getByRole("button", { name: "New dataset" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Shop rules");
  await page.getByRole("button", { name: "Create dataset" }).click();
  await page.waitForURL(/\/knowledge\/.+/);
  await page.getByRole("button", { name: "Add documents" }).first().click();
  const adding = page.getByRole("dialog");
  await adding.getByLabel("Title").fill("Goods");
  await adding.getByLabel("Text").fill("Anything bought here may be sent back within thirty days.");
  await adding.getByRole("button", { name: /^Add/ }).click();
  await adding.waitFor({ state: "hidden" });

  await page.getByRole("tab", { name: "Embedding" }).click();
  await pick("Embedding model", "One model by name…");
  await page.getByLabel("Provider and model").fill("local/nomic-embed-text");
  local.failEmbeddings(401);
  await page.getByRole("button", { name: "Save model" }).click();
  await page.getByText(/local refused the key \(401\)/).waitFor();
  await page.getByText("No document is lost").waitFor();
  local.failEmbeddings(null);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("1 of 1 passages").waitFor();
  await page.getByText("Ready", { exact: true }).waitFor();

  await page.getByRole("tab", { name: "Search" }).click();
  await page.getByLabel("Question").fill("refund");
  await page.getByRole("button", { name: "Search" }).click();
  const found = page.getByRole("listitem").filter({ hasText: "sent back" });
  await found.getByText("Meaning", { exact: true }).waitFor();
  await found.getByText("none", { exact: true }).waitFor();
  await pick("Search by", "Words");
  await page.getByText("Nothing fits").waitFor();
});
