import type { CallInput } from "#lib/api/client.ts";
import type { blueprintContracts } from "#lib/api/contracts/blueprints.ts";

type NewDocument = NonNullable<NonNullable<CallInput<typeof blueprintContracts.create>["body"]>["document"]>;

/** A document with nothing but a goal, for those who begin with what success is. */
export function goalDocument(name: string): NewDocument {
  return {
    format: 1,
    name,
    description: "",
    nodes: [{ id: "goal", kind: "goal", title: name, config: {}, position: { x: 320, y: 80 } }],
    wires: [],
    settings: {},
  } as NewDocument;
}
