import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { readBlueprint } from "#lib/blueprint/upgrade.ts";

/** A version's document by its number, or the draft; refused in words when this build cannot read it. */
export async function readDocument(id: string, version: string): Promise<Blueprint> {
  const stored =
    version === "draft"
      ? await callApi(blueprintContracts.get, { params: { id } })
      : await callApi(blueprintContracts.version, { params: { id, number: version } });
  return readBlueprint(stored.document);
}
