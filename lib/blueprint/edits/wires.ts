import { AppError } from "#lib/foundation/errors.ts";
import { isLegalWire, type WireEnd } from "../graph.ts";
import { type Blueprint, documentLimits } from "../schema.ts";
import { plainTerms, type TeamTerms, teamTermsSchema } from "../team-terms.ts";
import { newElementId } from "./fresh-names.ts";

/** Joins an `out` port to an `in` port of the same relation; throws `invalid_input` with the reason when it may not be. */
export function addWire(
  document: Blueprint,
  from: WireEnd,
  to: WireEnd,
  id: string = newElementId("wire"),
): Blueprint {
  const verdict = isLegalWire(document, from, to);
  if (!verdict.ok) throw new AppError("invalid_input", verdict.reason);
  if (document.wires.length >= documentLimits.wires)
    throw new AppError("limit_reached", `A blueprint holds at most ${documentLimits.wires} wires.`);
  const wire = { id, from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } };
  return { ...document, wires: [...document.wires, wire] };
}

/** Takes wires away; ids that are not there are passed over. */
export function removeWires(document: Blueprint, ids: Iterable<string>): Blueprint {
  const gone = new Set(ids);
  const wires = document.wires.filter((wire) => !gone.has(wire.id));
  return wires.length === document.wires.length ? document : { ...document, wires };
}

/** Changes what two agents agreed on; throws `invalid_input` when the result does not parse. */
export function changeTerms(document: Blueprint, wireId: string, patch: Partial<TeamTerms>): Blueprint {
  const wires = document.wires.map((wire) => {
    if (wire.id !== wireId) return wire;
    const parsed = teamTermsSchema.safeParse({ ...(wire.terms ?? plainTerms), ...patch });
    if (parsed.success) return { ...wire, terms: parsed.data };
    throw new AppError("invalid_input", parsed.error.issues[0]?.message ?? "These terms cannot be used.");
  });
  return { ...document, wires };
}
