import "server-only";
import { traitsOf } from "#lib/abilities/define-ability.ts";
import { abilityDefinitions } from "#lib/abilities/definitions.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { readOpenApiContract } from "#lib/api/contracts/abilities.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type ReadApi, type ReadOperation, readApi } from "#lib/openapi/read-api.ts";
import { documentCaps, readDocument } from "#lib/openapi/read-document.server.ts";
import { findEgress } from "./find-egress.server.ts";

type Input = ContractInput<typeof readOpenApiContract>["body"];
type Output = ContractOutput<typeof readOpenApiContract>;

const room = abilityDefinitions["api-operation"];

/** Reads a document, which stores nothing and calls nobody but the address it was asked to read. */
export async function readOpenApi(actor: Actor, { source, operations }: Input): Promise<Output> {
  authorize(actor, "blueprint.write");
  const { text, base } =
    "url" in source ? await fetchDocument(actor, source.url) : { text: source.text, base: "" };
  const document = readDocument(text);
  const api = readApi(document, base);
  const chosen = [...new Set(operations)].map((key) => present(readChosen(api, key)));
  return {
    title: api.title,
    version: api.version,
    format: document.format,
    servers: api.servers,
    operations: api.operations,
    chosen,
    notes: notesOf(api),
  };
}

async function fetchDocument(actor: Actor, url: string): Promise<{ text: string; base: string }> {
  const egress = await findEgress(actor.workspaceId);
  const answer = await egress.fetch({
    url,
    headers: { accept: "application/json, application/yaml;q=0.9, text/yaml;q=0.9, */*;q=0.5" },
    maxBytes: documentCaps.jsonBytes,
    timeoutMs: 20_000,
  });
  if (answer.status >= 400) {
    const next =
      answer.status === 401 || answer.status === 403
        ? "It asks for a sign-in: download the document yourself and paste it here."
        : "Check the address, or paste the document itself.";
    throw new AppError("invalid_input", `"${new URL(url).host}" answered ${answer.status}. ${next}`);
  }
  return { text: answer.text(), base: answer.url };
}

function readChosen(api: ReadApi, key: string): ReadOperation {
  const operation = api.read(key);
  if (operation) return operation;
  const problem = api.operations.find((one) => one.key === key)?.problem;
  throw new AppError("invalid_input", problem ?? `The document has no operation “${key}”.`);
}

function present(operation: ReadOperation): Output["chosen"][number] {
  const settings = room.settings.parse(operation.call);
  const notes = operation.unsupportedSignIn.map(
    (id) => `The way to sign in called “${id}” is not known here. The call is made without it.`,
  );
  if (settings.server === "") notes.push("The document names no server. Fill it in before you use this.");
  if (settings.body && /octet-stream|image\/|pdf/.test(settings.body.mediaType))
    notes.push(`Its body is ${settings.body.mediaType}; only text can be sent.`);
  return {
    key: operation.key,
    title: operation.title,
    ability: room.kind,
    name: operation.name,
    purpose: operation.purpose,
    effect: traitsOf(room, settings).effect,
    settings,
    signIn: settings.signIn,
    notes,
  };
}

function notesOf(api: ReadApi): string[] {
  const notes: string[] = [];
  if (api.operations.length === 0) notes.push("The document describes no operation.");
  if (api.operations.length >= documentCaps.operations)
    notes.push(`Only the first ${documentCaps.operations} operations are listed.`);
  const outside = [...api.outside];
  if (outside.length > 0)
    notes.push(
      `References to other documents are not followed, so these parts take any value: ${outside.slice(0, 3).join(", ")}${outside.length > 3 ? "…" : ""}`,
    );
  return notes;
}
