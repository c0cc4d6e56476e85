import { z } from "zod";
import { AppError, type ErrorDetail } from "#lib/foundation/errors.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import { suiteCaseSchema, suiteLimits, suiteNameSchema, writeModes } from "#lib/suites/suite-case.ts";
import type { Blueprint } from "./schema.ts";
import { stableDocument } from "./stable.ts";
import { readBlueprint } from "./upgrade.ts";

const filedSuite = z.strictObject({
  name: suiteNameSchema,
  description: z.string().max(2000).default(""),
  agentNodeId: z.string().min(1).max(64).nullable().default(null),
  writes: z.enum(writeModes).default("simulate"),
  runOnPublish: z.boolean().default(false),
  cases: z.array(suiteCaseSchema).max(suiteLimits.cases),
});

const filedSuites = z.array(filedSuite).max(suiteLimits.suitesPerBlueprint);

/** A suite as it travels in a file: without ids, runs and results. */
export type FiledSuite = z.output<typeof filedSuite>;

/** What a file of an export holds: the document, and beside its fields the suites that test it. */
export type BlueprintFile = { document: Blueprint; suites: FiledSuite[] };

/** The text of an export. Without suites it is the document's own text, as Git has always seen it. */
export function blueprintFileText({ document, suites }: BlueprintFile): string {
  const stable = stableDocument(document);
  return `${stableJson(suites.length === 0 ? stable : { ...stable, suites }, 2)}\n`;
}

/** Reads an export of this or an earlier build; whatever is wrong is named by its field. */
export function readBlueprintFile(value: unknown): BlueprintFile {
  if (typeof value !== "object" || value === null || !("suites" in value))
    return { document: readBlueprint(value), suites: [] };
  const { suites: given, ...rest } = value;
  const document = readBlueprint(rest);
  const read = filedSuites.safeParse(given);
  if (!read.success) {
    const details = read.error.issues.map(
      ({ path, message }): ErrorDetail => ({ path: ["suites", ...path].join("."), message }),
    );
    const [first] = details;
    throw new AppError(
      "invalid_input",
      `The suites cannot be read. ${first?.path ?? ""}: ${first?.message ?? ""}`,
      {
        details,
      },
    );
  }
  return { document, suites: read.data };
}
