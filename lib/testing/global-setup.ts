import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("./serve-database.ts", import.meta.url));

/** Starts one PostgreSQL for the whole test run; test processes find it in the environment. It ends when we do. */
export async function setup(): Promise<() => Promise<void>> {
  const server = spawn(process.execPath, ["--conditions=react-server", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(server, "exit");
  const lines = createInterface({ input: server.stdout });
  const [url] = await Promise.race([
    once(lines, "line"),
    exited.then(([code]) => {
      throw new Error(`The database of the tests did not start (exit code ${code}).`);
    }),
  ]);
  process.env.AIMWRIGHT_TEST_SERVER = String(url);
  return async () => {
    server.stdin.end();
    await exited;
  };
}
