import type { LaunchedApp } from "./launch-app.ts";

/** Whether this process belongs to a test run, whose services serve-tests.ts started. */
export function hasTestServices(): boolean {
  return process.env.AIMWRIGHT_TEST_SERVICES !== undefined;
}

/** Builds the web app when its sources changed; tests that ask at the same time wait for one build. */
export async function requestBuild(): Promise<void> {
  await request("/build");
}

/** An app nobody used yet; the next one is started while this one is tested. */
export async function takeApp(): Promise<LaunchedApp> {
  return (await request("/take")) as LaunchedApp;
}

/** Ends what was taken, in the background: the next test need not wait for it. */
export async function giveBackApp(app: LaunchedApp): Promise<void> {
  await request("/give-back", app);
}

async function request(path: string, body: unknown = {}): Promise<unknown> {
  const url = new URL(path, process.env.AIMWRIGHT_TEST_SERVICES);
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
