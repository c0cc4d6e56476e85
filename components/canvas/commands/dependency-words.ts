import { dependenciesOf } from "#lib/blueprint/dependencies.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Designer } from "../store/designer.ts";

/** “Support agent depends on 5 nodes; 2 nodes depend on it.” */
export function dependencyWords(designer: Designer, nodeId: string): string {
  const { document } = designer.document.getState();
  const node = nodeOf(document, nodeId);
  if (!node) return "";
  const { needs, neededBy } = dependenciesOf(document, nodeId);
  const { t, faceOf } = designer.words;
  return t("said.depends", { title: faceOf(node).title, needs: needs.size, neededBy: neededBy.size });
}
