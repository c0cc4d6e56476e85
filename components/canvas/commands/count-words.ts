/** "2 nodes and 1 wire", "1 node", "3 wires". */
export function changeCountWords(nodes: number, wires = 0): string {
  const parts: string[] = [];
  if (nodes > 0) parts.push(`${nodes} ${nodes === 1 ? "node" : "nodes"}`);
  if (wires > 0) parts.push(`${wires} ${wires === 1 ? "wire" : "wires"}`);
  return parts.join(" and ");
}
