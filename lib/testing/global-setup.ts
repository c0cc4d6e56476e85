import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("./serve-tests.ts", import.meta.url));

/** Starts one PostgreSQL and the apps under test for the whole run; test processes find both in the environment. They end when we do. */
export async function setup(): Promise<() => Promise<void>> {
  const server = spawn(process.execPath, ["--conditions=react-server", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(server, "exit");
  const lines = createInterface({ input: server.stdout });
  const [line] = await Promise.race([
    once(lines, "line"),
    exited.then(([code]) => {
      throw new Error(`The database of the tests did not start (exit code ${code}).`);
    }),
  ]);
  const { database, services } = JSON.parse(String(line));
  process.env.AIMWRIGHT_TEST_SERVER = database;
  process.env.AIMWRIGHT_TEST_SERVICES = services;
  return async () => {
    server.stdin.end();
    await exited;
  };
}
