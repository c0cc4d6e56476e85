import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { type OidcServer, oidcEnvironment, startOidcServer } from "#lib/testing/oidc-server.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { setupLink } from "./studio.ts";

const owner = { name: "Olga Owner", email: "olga@example.com", password: "correct horse battery" };

let app: RunningApp;
let client: RunClient;
let browser: Browser;
let oidc: OidcServer;

beforeAll(async () => {
  oidc = await startOidcServer({
    sub: "1",
    name: "Ines Invited",
    email: "ines@example.com",
    email_verified: true,
  });
  app = await startApp({ workers: 0, env: oidcEnvironment(oidc, "Acme ID") });
  client = runClient(app);
  browser = await launchBrowser();
  const token = new URL(setupLink(app)).searchParams.get("token");
  await client.expectOk("POST", "/setup", { token, ...owner, workspaceName: "Olga's desk" });
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await oidc?.close();
});

/** Presses the provider's button in a browser of its own and looks where that leads. */
async function signInWith<T>(look: (page: Page) => Promise<T>, next = "/runs"): Promise<T> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${app.baseUrl}/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByRole("button", { name: "Continue with Acme ID" }).click();
    return await look(page);
  } finally {
    await context.close();
  }
}

const expectIn = (next = "/runs") =>
  signInWith(async (page) => {
    await page.waitForURL(`${app.baseUrl}${next}`);
    await page.getByRole("navigation", { name: "Main" }).waitFor();
  }, next);

const expectRefused = (words: RegExp) =>
  signInWith(async (page) => {
    await page.waitForURL(/\/sign-in\?(.*&)?error=/);
    await page.getByRole("alert").filter({ hasText: words }).waitFor();
    await page.goto(`${app.baseUrl}/blueprints`);
    await page.waitForURL(/\/sign-in/);
  });

const emails = async () =>
  (await client.expectOk("GET", "/members")).items.map(({ email }: { email: string }) => email).sort();

test("who was not invited is told so, and no account comes of it", async () => {
  await expectRefused(/Ask an owner of the workspace for an invitation/);
  expect(await emails()).toEqual([owner.email]);
});

test("an invited address joins by signing in, once and in the role it was given", async () => {
  const { path } = await client.expectOk("POST", "/invitations", {
    email: "ines@example.com",
    role: "operator",
  });
  const invited = await browser.newPage();
  await invited.goto(`${app.baseUrl}${path}`);
  await invited.getByRole("button", { name: "Continue with Acme ID" }).waitFor();
  await invited.close();
  await expectIn();
  expect(await emails()).toEqual(["ines@example.com", owner.email]);
  expect((await client.expectOk("GET", "/invitations")).items).toEqual([]);
  await expectIn("/blueprints");
  const { items } = await client.expectOk("GET", "/members");
  expect(items.find(({ email }: { email: string }) => email === "ines@example.com")).toMatchObject({
    role: "operator",
    name: "Ines Invited",
  });
  const audit = await client.expectOk("GET", "/audit?limit=100");
  expect(audit.items.map(({ action }: { action: string }) => action)).toContain("member.joined");
});

test("an address the provider does not vouch for opens no account that exists", async () => {
  oidc.person = { sub: "2", name: "Not Olga", email: owner.email, email_verified: false };
  await expectRefused(/does not confirm that the e-mail address is yours/);
  const { email_verified: _claim, ...silent } = oidc.person;
  oidc.person = silent;
  await expectRefused(/does not confirm/);
  oidc.person = { ...silent, email_verified: true };
  await expectIn();
  expect(await emails()).toEqual(["ines@example.com", owner.email]);
});

test("an address told only by the userinfo endpoint counts as well", async () => {
  oidc.person = { sub: "1", name: "Ines Invited", email: "ines@example.com", email_verified: true };
  oidc.emailIn = "userinfo";
  oidc.requests.length = 0;
  await expectIn();
  expect(oidc.requests).toContain("/userinfo");
  oidc.person = { ...oidc.person, email_verified: false };
  await expectRefused(/does not confirm/);
  oidc.person = { ...oidc.person, email_verified: true };
  oidc.emailIn = "id-token";
});

test.each(["foreign-key", "wrong-nonce", "wrong-audience"] as const)(
  "a forged ID token is refused: %s",
  async (fault) => {
    oidc.fault = fault;
    await expectRefused(/could not be trusted/);
    oidc.fault = null;
  },
);

test("a sign-in cancelled at the provider leads back with a reason", async () => {
  oidc.fault = "denied";
  await expectRefused(/not signed in/);
  oidc.fault = null;
});

test("an answer nobody here asked for signs nobody in", async () => {
  const response = await fetch(`${app.baseUrl}/api/auth/callback/oidc?code=stolen&state=guessed`, {
    redirect: "manual",
  });
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toContain("error=");
  expect(response.headers.getSetCookie().join()).not.toMatch(/aimwright\.session=[^;]/);
});

test("a member who was removed cannot come back by the provider alone", async () => {
  const { items } = await client.expectOk("GET", "/members");
  const ines = items.find(({ email }: { email: string }) => email === "ines@example.com");
  oidc.person = { sub: "1", name: "Ines Invited", email: "ines@example.com", email_verified: true };
  await client.expectOk("DELETE", `/members/${ines.id}`);
  await expectRefused(/Ask an owner of the workspace for an invitation/);
  expect(await emails()).toEqual([owner.email]);
});
