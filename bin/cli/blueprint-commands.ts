import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { errorDetails } from "#lib/api/error-details.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";
import { blueprintText } from "#lib/blueprint/stable.ts";
import { blocksPublishing, validateBlueprint } from "#lib/blueprint/validate.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { CommandProblem } from "./command-problem.ts";
import { compareDocuments } from "./compare-documents.ts";
import { connection } from "./server-config.ts";

const actions: Record<string, (args: string[]) => Promise<number>> = { validate, push, pull, diff, publish };

/** `aimwright blueprint …` */
export async function blueprintCommand([name = "", ...args]: string[]): Promise<number> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new CommandProblem("Usage: aimwright blueprint validate|push|pull|diff|publish …");
  return await action(args);
}

async function validate([file]: string[]): Promise<number> {
  const issues = validateBlueprint(readDocument(required(file, "blueprint validate FILE")));
  printIssues(issues);
  if (issues.length === 0) console.log("No issues.");
  return blocksPublishing(issues) ? 1 : 0;
}

async function push(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { to: { type: "string" } },
  });
  const document = readDocument(required(positionals[0], "blueprint push FILE [--to ID]"));
  const saved = values.to ? await replaceDraft(values.to, document) : await create(document);
  printIssues(saved.issues);
  console.log(`${values.to ? "Saved" : "Created"} ${saved.name} (${saved.slug}), id ${saved.id}`);
  return 0;
}

async function create(document: Blueprint) {
  return await callApi(blueprintContracts.create, { ...connection(), body: { document } });
}

async function replaceDraft(id: string, document: Blueprint) {
  const params = { id };
  const { revision } = await callApi(blueprintContracts.get, { ...connection(), params });
  return await callApi(blueprintContracts.save, { ...connection(), params, body: { document, revision } });
}

async function pull([id, file]: string[]): Promise<number> {
  const params = { id: required(id, "blueprint pull ID [FILE]") };
  const { document } = await callApi(blueprintContracts.get, { ...connection(), params });
  const text = blueprintText(document);
  if (file) writeFileSync(file, text);
  else process.stdout.write(text);
  return 0;
}

async function diff([a, b]: string[]): Promise<number> {
  const usage = "blueprint diff A B";
  const [before, after] = await Promise.all([
    fetchDocument(required(a, usage)),
    fetchDocument(required(b, usage)),
  ]);
  const lines = compareDocuments(before, after);
  console.log(lines.length === 0 ? "No differences." : lines.join("\n"));
  return lines.length === 0 ? 0 : 1;
}

async function publish(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { note: { type: "string" } },
  });
  const params = { id: required(positionals[0], "blueprint publish ID [--note TEXT]") };
  const body = { note: values.note ?? "" };
  const { version, issues } = await callApi(blueprintContracts.publish, { ...connection(), params, body });
  printIssues(issues);
  console.log(`Version ${version} is live.`);
  return 0;
}

async function fetchDocument(fileOrId: string): Promise<Blueprint> {
  if (existsSync(fileOrId)) return readDocument(fileOrId);
  const params = { id: fileOrId };
  return (await callApi(blueprintContracts.get, { ...connection(), params })).document;
}

function readDocument(file: string): Blueprint {
  if (!existsSync(file)) throw new CommandProblem(`There is no file ${file}.`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new AppError("invalid_input", `${file} is not valid JSON.`, { cause });
  }
  const parsed = blueprintSchema.safeParse(withoutSuites(json));
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_input", `${file} is not a blueprint.`, { details: errorDetails(parsed.error) });
}

// An export carries its suites beside the document; the CLI moves the document alone.
function withoutSuites(json: unknown): unknown {
  if (typeof json !== "object" || json === null || !("suites" in json)) return json;
  const { suites: _left, ...document } = json;
  return document;
}

function printIssues(issues: readonly Issue[]): void {
  for (const { severity, node, field, message, fix } of issues) {
    const place = [node, field].filter(Boolean).join(".");
    console.error(`${severity}: ${place ? `${place}: ` : ""}${message}${fix ? ` ${fix}` : ""}`);
  }
}

function required(value: string | undefined, usage: string): string {
  if (value) return value;
  throw new CommandProblem(`Usage: aimwright ${usage}`);
}
