import type { StarterData } from "./starter-data.ts";

/** A wire, from port to port. */
export function wire(id: string, from: string, fromPort: string, to: string, toPort: string) {
  return { id, from: { node: from, port: fromPort }, to: { node: to, port: toPort } };
}

/** A column of a table as an ability's settings name it. */
export function column(name: string, description: string, more: Record<string, unknown> = {}) {
  return { column: name, description, ...more };
}

/** The ability that hands over to a person, and what makes an agent use it. */
export function handOver(purpose: string, position: { x: number; y: number }) {
  return {
    id: "hand-over",
    kind: "ability",
    title: "Hand to a person",
    position,
    config: { ability: "hand-to-human", name: "hand_to_human", purpose },
  };
}

/** What is kept of each contact between conversations. */
export function contactMemory(title: string, position: { x: number; y: number }) {
  return { id: "memory", kind: "memory", title, position, config: { scope: "contact" } };
}

/** A page of a handbook; its title is what answers cite, and stands above the text, too. */
export function page(title: string, text: string): StarterData["datasets"][number]["documents"][number] {
  return { title, text: `# ${title}\n\n${text}`, mediaType: "text/markdown" };
}
