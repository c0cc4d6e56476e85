import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { callApi } from "#lib/api/client.ts";
import { readWorkspaceContract } from "#lib/api/contracts/workspaces.ts";
import { CommandProblem } from "./command-problem.ts";

const configSchema = z.object({ url: z.url(), token: z.string().min(1) });

/** Where to send requests, and with what, in the form {@link callApi} takes. */
export type Connection = { baseUrl: string; headers: Record<string, string> };

function configFile(): string {
  const directory = process.env.XDG_CONFIG_HOME || path.join(homedir(), ".config");
  return path.join(directory, "aimwright", "config.json");
}

function connectionOf(url: string, token: string): Connection {
  return { baseUrl: url.replace(/\/+$/, ""), headers: { authorization: `Bearer ${token}` } };
}

/** The server of the environment or of the last login. */
export function connection(): Connection {
  const { AIMWRIGHT_URL, AIMWRIGHT_TOKEN } = process.env;
  if (AIMWRIGHT_URL && AIMWRIGHT_TOKEN) return connectionOf(AIMWRIGHT_URL, AIMWRIGHT_TOKEN);
  if (!existsSync(configFile())) throw new CommandProblem("Log in first: aimwright login URL TOKEN");
  const parsed = configSchema.safeParse(JSON.parse(readFileSync(configFile(), "utf8")));
  if (!parsed.success) throw new CommandProblem(`${configFile()} cannot be read. Log in again.`);
  return connectionOf(parsed.data.url, parsed.data.token);
}

/** Tries a server and token and remembers them in a file only its owner may read. */
export async function loginCommand([url, token]: string[]): Promise<number> {
  const parsed = configSchema.safeParse({ url, token });
  if (!parsed.success) throw new CommandProblem("Usage: aimwright login URL TOKEN");
  const { name, role } = await callApi(
    readWorkspaceContract,
    connectionOf(parsed.data.url, parsed.data.token),
  );
  mkdirSync(path.dirname(configFile()), { recursive: true, mode: 0o700 });
  writeFileSync(configFile(), `${JSON.stringify(parsed.data, null, 2)}\n`, { mode: 0o600 });
  // An older file keeps its mode when written to.
  chmodSync(configFile(), 0o600);
  console.log(`Logged in to the workspace "${name}" as ${role}.`);
  return 0;
}
