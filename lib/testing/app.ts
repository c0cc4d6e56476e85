import { setTimeout as wait } from "node:timers/promises";
import { buildWhenNeeded } from "#bin/build-when-needed.ts";
import { projectDirectory } from "#bin/project-directory.ts";
import { waitUntilReady } from "#bin/wait-until-ready.ts";
import { type AppProcess, appProcess } from "./app-process.ts";
import {
  type LaunchedApp,
  launchApp,
  launchWeb,
  launchWorker,
  logOf,
  type StartAppOptions,
} from "./launch-app.ts";
import { giveBackApp, hasTestServices, requestBuild, takeApp } from "./test-services.ts";

/** The real product under test: a production web server and workers on a database of their own. */
export type RunningApp = {
  baseUrl: string;
  /** Holds every permission in the workspace the bootstrap made. */
  token: string;
  databaseUrl: string;
  web: AppProcess;
  workers: AppProcess[];
  /** Requests a path of the app with the token, unless the caller gives an authorization of its own. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  killWeb: () => Promise<void>;
  restartWeb: () => Promise<void>;
  killWorker: (index: number) => Promise<void>;
  restartWorker: (index: number) => Promise<void>;
  /** What a process wrote so far: `web`, `worker-1`, `worker-2`... */
  logOf: (name: string) => string;
  stop: () => Promise<void>;
};

/**
 * Starts web and workers (one, unless told otherwise) and waits until they serve. In a test run an app that needs
 * nothing special has been started meanwhile: it is as fresh as one started now, only sooner there.
 */
export async function startApp(options: StartAppOptions = {}): Promise<RunningApp> {
  if (process.env.AIMWRIGHT_TEST_BUILD !== "keep")
    await (hasTestServices() ? requestBuild() : buildWhenNeeded(projectDirectory(".data", "build.log")));
  const isPlain = !options.env && !options.databaseUrl && !options.durable && options.workers !== 0;
  if (!hasTestServices() || !isPlain) {
    const { app, close } = await launchApp(options);
    return control(app, close);
  }
  const taken = await takeApp();
  const app = control(taken, () => giveBackApp(taken), options.workers);
  // The first worker runs already: without the others it would take all the work of the first seconds.
  for (let index = 1; index < app.workers.length; index++) await hasBegun(app, index);
  return app;
}

function control(launched: LaunchedApp, close: () => Promise<void>, workers = 0): RunningApp {
  const { baseUrl, token, databaseUrl, directory } = launched;
  const startedHere: AppProcess[] = [];
  const start = (launch: () => AppProcess) => {
    const child = launch();
    startedHere.push(child);
    return child;
  };
  const app: RunningApp = {
    baseUrl,
    token,
    databaseUrl,
    web: appProcess(launched.web),
    workers: launched.workers.map(appProcess),
    fetch: (target, init = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has("authorization")) headers.set("authorization", `Bearer ${token}`);
      return fetch(new URL(target, baseUrl), { ...init, headers });
    },
    killWeb: () => app.web.end("SIGKILL"),
    restartWeb: async () => {
      await app.killWeb();
      app.web = start(() => launchWeb(launched));
      await waitUntilReady(baseUrl, { timeoutMs: 60_000 });
    },
    killWorker: async (index) => app.workers[index]?.end("SIGKILL"),
    restartWorker: async (index) => {
      await app.killWorker(index);
      app.workers[index] = start(() => launchWorker(launched, index));
    },
    logOf: (name) => logOf(directory, name),
    stop: async () => {
      await Promise.all(startedHere.map((child) => child.end("SIGTERM")));
      await close();
    },
  };
  while (app.workers.length < workers) {
    const index = app.workers.length;
    app.workers.push(start(() => launchWorker(launched, index)));
  }
  return app;
}

/** Waits until a worker that was never started before takes runs. */
async function hasBegun(app: RunningApp, index: number): Promise<void> {
  const child = app.workers[index];
  while (child && !child.hasEnded() && !app.logOf(`worker-${index + 1}`).includes("worker ready"))
    await wait(20);
}
