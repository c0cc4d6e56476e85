import { abilityKinds } from "#lib/abilities/definitions.ts";
import { AppError, type ErrorDetail } from "#lib/foundation/errors.ts";
import { nodeKinds } from "#lib/nodes/definitions.ts";
import { type Blueprint, blueprintSchema } from "./schema.ts";

const newestFormat = 1;

// Upgraders by the format they lead away from; format 1 is the first, so there is none yet.
const upgraders: Record<number, (document: Record<string, unknown>) => Record<string, unknown>> = {};

/**
 * Reads a document of any format this build knows, from a file, a request or the database. Throws
 * `invalid_input` that names a newer format, kinds this build lacks, or each field that is wrong.
 */
export function readBlueprint(value: unknown): Blueprint {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new AppError("invalid_input", "A blueprint is a JSON object.");
  const upgraded = upgrade({ ...value });
  refuseUnknownKinds(upgraded.nodes);
  const parsed = blueprintSchema.safeParse(upgraded);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(
    ({ path, message }): ErrorDetail => ({ path: path.join("."), message }),
  );
  const [first] = details;
  throw new AppError(
    "invalid_input",
    `The document is not a blueprint. ${first?.path ?? ""}: ${first?.message ?? ""}`,
    {
      details,
    },
  );
}

/** Why a stored document cannot be opened by this build, in one sentence; null when it can. */
export function whyUnreadable(value: unknown): string | null {
  try {
    readBlueprint(value);
    return null;
  } catch (caught) {
    if (caught instanceof AppError) return caught.message;
    throw caught;
  }
}

function upgrade(document: Record<string, unknown>): Record<string, unknown> {
  let current = document;
  for (;;) {
    const { format } = current;
    if (typeof format !== "number" || !Number.isInteger(format) || format < 1)
      throw new AppError("invalid_input", "The document does not say its format. Set `format` to 1.");
    if (format > newestFormat)
      throw new AppError(
        "invalid_input",
        `The document has format ${format}; this build reads formats up to ${newestFormat}. Update Aimwright to open it.`,
      );
    const step = upgraders[format];
    if (!step) return current;
    current = step(current);
  }
}

function refuseUnknownKinds(nodes: unknown): void {
  if (!Array.isArray(nodes)) return;
  const known: ReadonlySet<unknown> = new Set(nodeKinds);
  const abilities: ReadonlySet<unknown> = new Set(abilityKinds);
  const details = nodes.flatMap((node: unknown, index): ErrorDetail[] => {
    const { kind, config } = fieldsOf(node);
    const name = titleOf(node);
    if (typeof kind === "string" && !known.has(kind))
      return [
        {
          path: `nodes.${index}.kind`,
          message: `This build has no kind of node called “${kind.slice(0, 64)}”${name}.`,
        },
      ];
    const { ability } = fieldsOf(config);
    if (typeof ability === "string" && !abilities.has(ability))
      return [
        {
          path: `nodes.${index}.config.ability`,
          message: `This build has no ability called “${ability.slice(0, 64)}”${name}.`,
        },
      ];
    return [];
  });
  const [first, ...others] = details;
  if (!first) return;
  const more = others.length === 0 ? "" : ` So it is with ${others.length} more.`;
  throw new AppError(
    "invalid_input",
    `${first.message}${more} Update Aimwright, or take ${others.length === 0 ? "this node" : "these nodes"} out of the file and import the rest.`,
    { details },
  );
}

function titleOf(node: unknown): string {
  const { title } = fieldsOf(node);
  return typeof title === "string" && title !== "" ? ` (on “${title.slice(0, 80)}”)` : "";
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
