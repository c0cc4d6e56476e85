import { AppError } from "#lib/foundation/errors.ts";
import { type Frame, framesOf, mostFrames, withFrames } from "../frames.ts";
import type { Blueprint } from "../schema.ts";
import { newElementId, numbered } from "./fresh-names.ts";

/** Draws nodes together under a title; they leave the groups they were in. Unknown ids are passed over. */
export function groupNodes(
  document: Blueprint,
  nodeIds: readonly string[],
  title?: string,
  id: string = newElementId("frame"),
): Blueprint {
  const known = new Set(document.nodes.map((node) => node.id));
  const nodes = [...new Set(nodeIds)].filter((node) => known.has(node));
  if (nodes.length === 0) throw new AppError("invalid_input", "Select the nodes to group first.");
  const others = framesOf(document);
  if (others.length >= mostFrames)
    throw new AppError("limit_reached", `A blueprint holds at most ${mostFrames} groups.`);
  const named = title ?? numbered("Group", new Set(others.map((frame) => frame.title)), " ");
  const frame: Frame = { id, title: named.slice(0, 120), hue: "note", nodes };
  // First, so that the nodes are its own; then in its place at the end.
  const parted = withFrames(document, [frame, ...others]);
  const [made, ...rest] = framesOf(parted);
  return made ? withFrames(parted, [...rest, made]) : document;
}

/** Gives a group another title or hue; throws `not_found` where there is none of this id. */
export function changeFrame(
  document: Blueprint,
  frameId: string,
  patch: Partial<Pick<Frame, "title" | "hue">>,
): Blueprint {
  const frames = framesOf(document);
  if (!frames.some((frame) => frame.id === frameId))
    throw new AppError("not_found", `There is no group “${frameId}”.`);
  const short = patch.title === undefined ? patch : { ...patch, title: patch.title.slice(0, 120) };
  return withFrames(
    document,
    frames.map((frame) => (frame.id === frameId ? { ...frame, ...short } : frame)),
  );
}

/** Takes groups away and leaves their nodes where they stand. */
export function ungroup(document: Blueprint, frameIds: Iterable<string>): Blueprint {
  const gone = new Set(frameIds);
  return withFrames(
    document,
    framesOf(document).filter((frame) => !gone.has(frame.id)),
  );
}

/** Puts nodes into a group, out of the one they were in; with null they stand in no group. */
export function putIntoFrame(
  document: Blueprint,
  nodeIds: readonly string[],
  frameId: string | null,
): Blueprint {
  const chosen = new Set(nodeIds);
  const frames = framesOf(document).map((frame): Frame => {
    const rest = frame.nodes.filter((id) => !chosen.has(id));
    if (frame.id === frameId) return { ...frame, nodes: [...rest, ...chosen] };
    return rest.length === frame.nodes.length ? frame : { ...frame, nodes: rest };
  });
  return withFrames(document, frames);
}
