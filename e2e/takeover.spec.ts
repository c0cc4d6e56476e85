import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { people, setUpWorkspace } from "./person.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { desk, publishDesk, warranty } from "./takeover-desk.ts";

let app: RunningApp;
let browser: Browser;
let client: RunClient;
let model: OpenAiServer;
let operator: Page;
let phone: Page;
const desks = people();

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "handler", handle: desk });
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  operator = await desks.open(browser);
  phone = await desks.open(browser, { viewport: { width: 390, height: 844 } });
  await setUpWorkspace(operator, app, { name: "Olga Operator" });
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await model?.close();
});

async function write(text: string) {
  await phone.getByTestId("chat-input").fill(text);
  await phone.getByTestId("chat-send").click();
}

const thread = () => operator.getByRole("list", { name: "Conversation with a person" });
const editor = () => operator.getByRole("textbox", { name: "Message" });

test("a person takes a hosted chat over, both write and reload, and the agent goes on in the same thread [C3.4]", async () => {
  const { slug } = await publishDesk(client, "Phone desk");
  await phone.goto(`${app.baseUrl}/chat/${slug}`);
  await write("I want a person, please.");
  await phone.getByText("A colleague takes over.").waitFor();

  await operator.goto(`${app.baseUrl}/inbox`);
  await operator.getByRole("button", { name: "Take over" }).click();
  await phone.getByText("You are talking with Olga Operator.").waitFor();
  await write("My parcel is three weeks late.");
  await thread().getByText("My parcel is three weeks late.").waitFor();
  await editor().fill("I am sorry. I look into it.");
  await operator.getByRole("button", { name: "Send to the contact" }).click();
  await phone.getByTestId("chat-person").getByText("I am sorry. I look into it.").waitFor();

  await Promise.all([phone.reload(), operator.reload()]);
  await phone.getByTestId("chat-person").getByText("I am sorry. I look into it.").waitFor();
  await phone.getByText("You are talking with Olga Operator.").waitFor();
  await thread().getByText("I am sorry. I look into it.").waitFor();

  // What did not get through is sent again, and reaches the person once.
  const address = `**/api/chat/${slug}`;
  await phone.route(address, (route) => route.abort());
  await write("Are you still there?");
  await phone.getByTestId("not-sent").getByText("The connection is gone").waitFor();
  await phone.unroute(address);
  await phone.getByRole("button", { name: "Try again" }).click();
  await thread().getByText("Are you still there?").waitFor();
  await phone.getByTestId("chat-contact").getByText("Are you still there?").waitFor();
  expect(await phone.getByTestId("not-sent").count()).toBe(0);
  expect(await thread().getByText("Are you still there?").count()).toBe(1);
  expect(await phone.getByText("Are you still there?").count()).toBe(1);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await editor().fill("Express is booked.");
  await operator.getByRole("button", { name: "Give back to the agent" }).click();
  await phone.getByText("Olga Operator gave the conversation back").waitFor();
  await phone.getByText("I am the assistant again.").waitFor();
  await operator.getByText("Nobody is waiting").waitFor();
  await write("Thank you!");
  await phone.getByText("The assistant answers this one.").waitFor();
  expect(await phone.getByTestId("chat-person").count()).toBe(1);
  expect(await phone.getByTestId("chat-contact").count()).toBe(2);
});

test("nobody in time is marked overdue, and a suggested reply fills the editor beside its sources [B5.4]", async () => {
  const { slug } = await publishDesk(client, "Late desk", 0.05);
  await phone.goto(`${app.baseUrl}/chat/${slug}`);
  await write("I want a person, please. How long is the warranty?");
  await phone.getByText("A colleague takes over.").waitFor();
  await operator.goto(`${app.baseUrl}/inbox`);
  await operator.getByText("Overdue since").waitFor();
  await operator.getByRole("button", { name: "Take over" }).click();
  await operator.getByRole("button", { name: "Suggest a reply" }).click();
  await operator
    .getByRole("region", { name: "Sources of the suggestion" })
    .getByText(/warranty/i)
    .first()
    .waitFor();
  expect(await editor().inputValue()).toBe(warranty);
  expect(await phone.getByTestId("chat-person").count()).toBe(0);
  await operator.getByRole("button", { name: "Send and close" }).click();
  await phone.getByTestId("chat-person").getByText(warranty).waitFor();
  await phone.getByText("Olga Operator ended this conversation.").waitFor();
});
