import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { httpAbility, publishDrawn } from "./drawn.ts";
import { startMockSystem } from "./mock-systems.ts";
import { people, setUpWorkspace } from "./person.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
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

test("an approver decides by a link on the phone, not signed in, and colleagues talk about the run", async () => {
  const bank = await startMockSystem((call) =>
    call.path === "/hook" ? { status: 204 } : { json: { ok: true } },
  );
  const phoneAlone = await desks.open(browser, { viewport: { width: 390, height: 844 } });
  try {
    await client.expectOk("PUT", "/secrets/HOOK", {
      value: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
    });
    const webhook = { url: `${bank.origin}/hook`, secret: "HOOK" };
    await client.expectOk("PATCH", "/workspaces/current", {
      settings: { approvalNotices: { mail: null, webhook } },
    });
    const payments = await publishDrawn(client, "Payments", {
      abilities: {
        pay: httpAbility(
          "pay",
          { method: "POST", url: `${bank.origin}/pay`, bodyType: "json", body: '{"amount":"{amount}"}' },
          { weigh: "never" },
        ),
      },
      approvals: {
        pay: {
          fields: [
            {
              name: "account",
              label: "Account",
              type: "choice",
              options: ["Main", "Reserve"],
              required: true,
            },
          ],
        },
      },
    });
    model.set({
      kind: "handler",
      handle: ({ messages }) =>
        messages.at(-1)?.role === "tool"
          ? { text: "Paid." }
          : { toolCalls: [{ name: "pay", arguments: { amount: 400 } }] },
    });
    const { runId } = await client.start(payments, "Pay 400");
    const [told] = await until("The webhook is told", () => {
      const calls = bank.callsTo("/hook");
      return calls.length > 0 ? calls : undefined;
    });
    const { link } = JSON.parse(told?.body ?? "").data.approvers[0];

    await phoneAlone.goto(link);
    await phoneAlone.getByText("For Olga Operator").waitFor();
    const { violations } = await new AxeBuilder({ page: phoneAlone }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
    expect(await phoneAlone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await phoneAlone.getByLabel("amount").fill("64.5");
    await phoneAlone.getByRole("button", { name: "Approve with changes" }).click();
    await phoneAlone.getByTestId("approval-form").getByText("“Account” must be filled in.").waitFor();
    await phoneAlone.getByRole("combobox", { name: "Account" }).click();
    await phoneAlone.getByRole("option", { name: "Reserve" }).click();
    await phoneAlone.getByRole("button", { name: "Approve with changes" }).click();
    await phoneAlone.getByRole("heading", { name: "Approved" }).waitFor();
    await client.runWhen(runId, ({ answer }) => answer !== null);
    expect(bank.callsTo("/pay").map(({ body }) => body)).toEqual(['{"amount":64.5}']);
    await phoneAlone.reload();
    await phoneAlone.getByText("approved by Olga Operator already").waitFor();

    await operator.goto(`${app.baseUrl}/runs/${runId}`);
    const field = operator.getByRole("textbox", { name: "Write a comment" });
    await field.fill("Was that the reserve, @Ol");
    await operator.getByRole("button", { name: "@Olga Operator" }).press("Enter");
    await field.press("Control+Enter");
    const comment = operator.getByTestId("comment");
    await comment.getByText("Was that the reserve,").waitFor();
    expect(await comment.locator("strong").textContent()).toBe("@Olga Operator");
    expect(await field.inputValue()).toBe("");
    await comment.getByRole("button", { name: "Edit" }).click();
    await operator.getByRole("textbox", { name: "Change the comment" }).fill("It was the reserve.");
    await operator.getByRole("button", { name: "Save" }).click();
    await comment.getByText("It was the reserve.").waitFor();
    const page = await new AxeBuilder({ page: operator }).include('[data-testid="comment"]').analyze();
    expect(page.violations.map(({ id }) => id)).toEqual([]);
    await comment.getByRole("button", { name: "Erase" }).click();
    await operator.getByRole("dialog").getByRole("button", { name: "Erase" }).click();
    await operator.getByText("This comment was erased.").waitFor();

    await operator.getByRole("combobox", { name: "Assigned to" }).click();
    await operator.getByRole("option", { name: "Olga Operator" }).click();
    await operator.goto(`${app.baseUrl}/runs`);
    await operator.getByRole("button", { name: "Assigned to me" }).click();
    await operator.waitForURL(/assignee=me/);
    await operator.getByRole("cell", { name: "Olga Operator" }).waitFor();
    expect(await operator.getByRole("row").count()).toBe(2);
  } finally {
    await phoneAlone.context().close();
    await bank.close();
  }
});
