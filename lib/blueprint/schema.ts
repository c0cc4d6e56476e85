import { z } from "zod";
import { type NodeConfig, type NodeKind, nodeDefinitions, nodeKinds } from "#lib/nodes/definitions.ts";
import { frameSchema, mostFrames } from "./frames.ts";
import { policySchema, timeZoneSchema } from "./policy.ts";
import { styleGuideSchema } from "./style-guide.ts";
import { teamTermsSchema } from "./team-terms.ts";

const nodeId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "An id has 1 to 64 letters, digits, _ or -.");

const position = z.strictObject({ x: z.number().min(-1e6).max(1e6), y: z.number().min(-1e6).max(1e6) });

/** A node of any kind of this build; `config` is parsed by the kind's own schema. */
export type BlueprintNode = {
  [Kind in NodeKind]: {
    id: string;
    kind: Kind;
    title: string;
    config: NodeConfig<Kind>;
    position: { x: number; y: number };
  };
}[NodeKind];

const nodeSchemas = nodeKinds.map((kind) =>
  z.strictObject({
    id: nodeId,
    kind: z.literal(kind),
    title: z.string().max(200),
    config: nodeDefinitions[kind].config,
    position,
  }),
);

// The one cast: the compiler cannot follow a union mapped over a record's keys through zod's tuple type.
const nodeSchema = z.discriminatedUnion("kind", nodeSchemas as never) as unknown as z.ZodType<
  BlueprintNode,
  unknown
>;

const wireEnd = z.strictObject({ node: nodeId, port: z.string().min(1).max(64) });

/** A typed relation between two nodes, from an `out` port to an `in` port; between agents it carries their terms. */
export const wireSchema = z.strictObject({
  id: nodeId,
  from: wireEnd,
  to: wireEnd,
  terms: teamTermsSchema.optional(),
});

/** See {@link wireSchema}. */
export type Wire = z.infer<typeof wireSchema>;

/** The most nodes and wires a document may hold. */
export const documentLimits = { nodes: 2000, wires: 8000 } as const;

/** What holds for the whole document. */
export const blueprintSettingsSchema = z.strictObject({
  language: z.string().max(16).default("en"),
  timeZone: timeZoneSchema,
  /** How all of it speaks; left out where nothing is said, as in every document written before there were style guides. */
  style: styleGuideSchema.optional(),
  /** Rules around every model call and action, see `policy.ts`. */
  policies: z.array(policySchema).max(100).default([]),
  /** What happens with a write no policy speaks about. */
  unlistedWrites: z.enum(["allow", "ask", "deny"]).default("allow"),
  /** Above these an agent is better split; 0 switches the advice off. */
  splitAbove: z
    .strictObject({
      abilities: z.number().int().min(0).max(500).default(20),
      instructionTokens: z.number().int().min(0).max(20_000).default(1500),
    })
    .prefault({}),
});

/** The document an author draws. Structural only: what blocks publishing comes from `validateBlueprint`. */
export const blueprintSchema = z
  .strictObject({
    format: z.literal(1),
    name: z.string().trim().min(1).max(200),
    description: z.string().max(4000).default(""),
    nodes: z.array(nodeSchema).max(documentLimits.nodes),
    wires: z.array(wireSchema).max(documentLimits.wires),
    /** Nodes drawn together; left out where there are none, as in every document written before there were groups. */
    frames: z.array(frameSchema).max(mostFrames).optional(),
    settings: blueprintSettingsSchema.prefault({}),
  })
  .superRefine((document, context) => {
    const seen = new Set<string>();
    for (const [index, node] of document.nodes.entries()) {
      if (seen.has(node.id))
        context.addIssue({
          code: "custom",
          path: ["nodes", index, "id"],
          message: `The id “${node.id}” is used twice.`,
        });
      seen.add(node.id);
    }
    const frames = new Set<string>();
    for (const [index, frame] of (document.frames ?? []).entries()) {
      if (frames.has(frame.id))
        context.addIssue({
          code: "custom",
          path: ["frames", index, "id"],
          message: `The id “${frame.id}” is used twice.`,
        });
      frames.add(frame.id);
    }
    const wires = new Set<string>();
    for (const [index, wire] of document.wires.entries()) {
      if (wires.has(wire.id))
        context.addIssue({
          code: "custom",
          path: ["wires", index, "id"],
          message: `The id “${wire.id}” is used twice.`,
        });
      wires.add(wire.id);
      for (const end of ["from", "to"] as const)
        if (!seen.has(wire[end].node))
          context.addIssue({
            code: "custom",
            path: ["wires", index, end, "node"],
            message: `There is no node “${wire[end].node}” to wire to.`,
          });
    }
  });

/** The parsed document. */
export type Blueprint = z.output<typeof blueprintSchema>;

/** A document with nothing on it. */
export function emptyBlueprint(name: string): Blueprint {
  return {
    format: 1,
    name,
    description: "",
    nodes: [],
    wires: [],
    settings: blueprintSettingsSchema.parse({}),
  };
}
