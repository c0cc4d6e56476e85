import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { ExperimentSettings } from "#lib/nodes/execute-node.ts";

/**
 * The document as the winner wants it: the experiment is gone, what led to it leads to the winner's agent, and the
 * winner's instructions and model stand in that agent. An agent only a loser led to stays, unreached, for its author to
 * remove. Null where the winner leads nowhere.
 */
export function foldWinner(
  document: Blueprint,
  nodeId: string,
  settings: Pick<ExperimentSettings, "variants">,
  variantId: string,
): Blueprint | null {
  const variant = settings.variants.find(({ id }) => id === variantId);
  const leaving = document.wires.filter(({ from }) => from.node === nodeId);
  const way =
    leaving.find(({ from }) => from.port === `to-${variantId}`) ??
    leaving.find(({ from }) => from.port === "then");
  if (!variant || !way) return null;
  const change = {
    ...(variant.instructions === "" ? {} : { instructions: variant.instructions }),
    ...(variant.model === "" ? {} : { model: variant.model }),
  };
  return {
    ...document,
    nodes: document.nodes
      .filter(({ id }) => id !== nodeId)
      .map((node) =>
        // Only an agent has these fields; another experiment or a rule takes nothing over.
        node.id === way.to.node && "instructions" in node.config && "model" in node.config
          ? ({ ...node, config: { ...node.config, ...change } } as typeof node)
          : node,
      ),
    wires: document.wires.flatMap((wire) => {
      if (wire.from.node === nodeId) return [];
      return [wire.to.node === nodeId ? { ...wire, to: way.to } : wire];
    }),
  };
}
