import { type Relation, relations } from "#lib/nodes/define-node.ts";
import { neighboursOf, nodeOf, portOf, wireMisfit, wiresOf } from "../graph.ts";
import type { Issue } from "../issue.ts";
import type { Blueprint } from "../schema.ts";

/** Wires that lead nowhere or join what does not fit, doubled or surplus wires, and wires that run in a circle. */
export function wireIssues(document: Blueprint): Issue[] {
  return [...misfits(document), ...doubles(document), ...surplus(document), ...circles(document)];
}

function misfits(document: Blueprint): Issue[] {
  return document.wires.flatMap((wire): Issue[] => {
    const misfit = wireMisfit(document, wire.from, wire.to);
    if (!misfit) return [];
    const node = nodeOf(document, wire.from.node) ?? nodeOf(document, wire.to.node);
    const leadsNowhere = !portOf(document, wire.from) || !portOf(document, wire.to);
    return [
      {
        severity: "error",
        ...(node ? { node: node.id } : {}),
        message: `${leadsNowhere ? "A wire leads nowhere" : "A wire does not fit"}: ${misfit}`,
        fix: `Remove the wire “${wire.id}” and draw it again.`,
      },
    ];
  });
}

function doubles(document: Blueprint): Issue[] {
  const seen = new Set<string>();
  return document.wires.flatMap(({ id, from, to }): Issue[] => {
    const key = JSON.stringify([from.node, from.port, to.node, to.port]);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = "The same wire is drawn twice.";
    return [{ severity: "warning", node: from.node, message, fix: `Remove the wire “${id}”.` }];
  });
}

function surplus(document: Blueprint): Issue[] {
  const ends = new Map(
    document.wires
      .flatMap((wire) => [wire.from, wire.to])
      .map((end) => [JSON.stringify([end.node, end.port]), end]),
  );
  return [...ends.values()].flatMap((end): Issue[] => {
    const port = portOf(document, end);
    if (port?.max === undefined || wiresOf(document, end.node, end.port).length <= port.max) return [];
    const takes = port.max === 1 ? "one wire" : `${port.max} wires`;
    const message = `“${port.label}” takes ${takes}, but more are drawn.`;
    return [{ severity: "error", node: end.node, message, fix: "Remove the wires too many." }];
  });
}

function circles(document: Blueprint): Issue[] {
  return (Object.keys(relations) as Relation[]).flatMap((relation) => {
    const inCircle = nodeInCircle(document, relation);
    if (inCircle === undefined) return [];
    const title = nodeOf(document, inCircle)?.title ?? inCircle;
    return [
      {
        severity: "error" as const,
        node: inCircle,
        message: `The wires from “${title}” lead back to it, so a run would never end.`,
        fix: "Remove one of the wires in the circle.",
      },
    ];
  });
}

// Depth first with an explicit stack: 2,000 rules in a row would overflow a recursive walk.
function nodeInCircle(document: Blueprint, relation: Relation): string | undefined {
  const state = new Map<string, "open" | "done">();
  for (const start of document.nodes) {
    if (state.has(start.id)) continue;
    const stack = [{ id: start.id, next: targets(document, start.id, relation) }];
    state.set(start.id, "open");
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const following = top?.next.pop();
      if (!top || following === undefined) {
        const left = stack.pop();
        if (left) state.set(left.id, "done");
      } else if (state.get(following) === "open") return following;
      else if (!state.has(following)) {
        state.set(following, "open");
        stack.push({ id: following, next: targets(document, following, relation) });
      }
    }
  }
  return undefined;
}

function targets(document: Blueprint, id: string, relation: Relation): string[] {
  return neighboursOf(document, id, relation, "out").map((node) => node.id);
}
