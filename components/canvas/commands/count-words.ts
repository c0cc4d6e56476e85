import type { Translate } from "#lib/translations/translate.ts";

/** "2 nodes and 1 wire", "1 node", "3 wires". */
export function changeCountWords(t: Translate<"canvas">, nodes: number, wires = 0): string {
  if (wires === 0) return t("nodeCount", { count: nodes });
  const ofWires = t("wireCount", { count: wires });
  return nodes === 0
    ? ofWires
    : t("nodesAndWires", { nodes: t("nodeCount", { count: nodes }), wires: ofWires });
}
