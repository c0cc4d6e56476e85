import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { buildWhenNeeded } from "#bin/build-when-needed.ts";
import { projectDirectory } from "#bin/project-directory.ts";
import { startTestServer } from "./database-server.ts";
import { type LaunchedApp, launchApp } from "./launch-app.ts";

// A process of its own, because server code needs the condition react-server, and whoever starts the tests has none.
const server = await startTestServer();
process.env.AIMWRIGHT_TEST_SERVER = server.adminUrl;

type Launching = ReturnType<typeof launchApp>;
let building: Promise<unknown> | undefined;
let spare: Launching | undefined;
const lent = new Map<string, () => Promise<void>>();
const closing = new Set<Promise<unknown>>();

function launchSpare(): Launching {
  const launching = launchApp({});
  launching.catch(() => {}); // Told to whoever takes it.
  return launching;
}

async function take(): Promise<LaunchedApp> {
  const taken = spare ?? launchSpare();
  spare = undefined;
  const { app, close } = await taken.finally(() => {
    spare ??= launchSpare();
  });
  lent.set(app.databaseUrl, close);
  return app;
}

function giveBack(app: LaunchedApp): void {
  const close = lent.get(app.databaseUrl);
  lent.delete(app.databaseUrl);
  const ending: Promise<unknown> = (close?.() ?? Promise.resolve()).catch((error) =>
    process.stderr.write(`${error}\n`),
  );
  closing.add(ending);
  void ending.then(() => closing.delete(ending));
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const body = await json(request);
  if (request.url === "/take") return await take();
  if (request.url === "/give-back") return giveBack(body as LaunchedApp);
  building ??= buildWhenNeeded(projectDirectory(".data", "build.log"));
  return await building;
}

const services = createServer((request, response) => {
  answer(request).then(
    (value) => response.end(JSON.stringify(value ?? null)),
    (error: Error) => response.writeHead(500).end(`${error.message}\n${error.cause ?? ""}`),
  );
});
services.listen(0, "127.0.0.1");
await once(services, "listening");
const { port } = services.address() as AddressInfo;
process.stdout.write(
  `${JSON.stringify({ database: server.adminUrl, services: `http://127.0.0.1:${port}` })}\n`,
);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.stdin.resume();
process.stdin.once("end", async () => {
  for (const close of lent.values()) closing.add(close().catch(() => {}));
  if (spare) closing.add(spare.then(({ close }) => close()).catch(() => {}));
  await Promise.all(closing);
  await server.stop();
  process.exit(0);
});
