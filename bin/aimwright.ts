#!/usr/bin/env node
import { blueprintCommand } from "./cli/blueprint-commands.ts";
import { CommandProblem } from "./cli/command-problem.ts";
import { logsCommand, runCommand, runsCommand } from "./cli/run-commands.ts";
import { loginCommand } from "./cli/server-config.ts";

const usage = `Usage: aimwright COMMAND

  login URL TOKEN                      remember a server and an API token
  blueprint validate FILE              check a document without a server
  blueprint push FILE [--to ID]        create a blueprint, or replace the draft of one
  blueprint pull ID [FILE]             write a draft to a file, or to the screen
  blueprint diff A B                   compare two documents, each a file or a blueprint's id
  blueprint publish ID [--note TEXT]   make the draft live
  run BLUEPRINT "TEXT" [--draft] [--json]
                                       start a run and follow it
  runs [--status STATUS] [--json]      list runs, newest first
  logs RUN [--json]                    show the events of a run, following it to its end

AIMWRIGHT_URL and AIMWRIGHT_TOKEN, when set, go before what login remembered.`;

const commands: Record<string, (args: string[]) => Promise<number>> = {
  login: loginCommand,
  blueprint: blueprintCommand,
  run: runCommand,
  runs: runsCommand,
  logs: logsCommand,
};

async function main([name = "help", ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    console.log(usage);
    return name === "help" || name === "--help" ? 0 : 2;
  }
  try {
    return await command(args);
  } catch (caught) {
    console.error(problemText(caught));
    return caught instanceof CommandProblem ? 2 : 1;
  }
}

function problemText(caught: unknown): string {
  if (!(caught instanceof Error)) return String(caught);
  const details = "details" in caught && Array.isArray(caught.details) ? caught.details : [];
  const reason =
    caught.message === "fetch failed" ? "The server cannot be reached. Is it running?" : caught.message;
  return [reason, ...details.map(({ path, message }) => `  ${path}: ${message}`)].join("\n");
}

process.exitCode = await main(process.argv.slice(2));
