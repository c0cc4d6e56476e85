import "server-only";
import { database } from "#db/client.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { type Blueprint, emptyBlueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { createFromTemplate } from "../templates/create-from-template.server.ts";
import { presentBlueprint } from "./present-blueprint.server.ts";
import { storeBlueprint } from "./store-blueprint.server.ts";

/** Creates a blueprint from a document or a template, or an empty one; `name` wins over the document's own. */
export async function createBlueprint(
  actor: Actor,
  given: { name?: string | undefined; template?: string | undefined; document?: Blueprint | undefined },
) {
  authorize(actor, "blueprint.write");
  const { name, template, document } = given;
  if (template !== undefined && document !== undefined)
    throw new AppError("invalid_input", "Give a template or a document, not both.");
  return await database().transaction(async (tx) => {
    if (template !== undefined) {
      const stored = await createFromTemplate(tx, actor, template, name);
      return await presentBlueprint(tx, stored);
    }
    const draft = document ?? emptyBlueprint(name ?? "Untitled blueprint");
    const named = name === undefined ? draft : { ...draft, name };
    const stored = await storeBlueprint(tx, actor, named, document ? "document" : "empty");
    return await presentBlueprint(tx, stored);
  });
}
