import { expect, test } from "vitest";
import { templates } from "#lib/blueprint/templates/templates.ts";
import { openingViewport } from "./opening-viewport.ts";
import { cardHeight, cardWidth } from "./place-node.ts";

// What the rail, palette, panel and bar leave of 1440 × 900.
// Like the rectangle of an element, it has its sides in getters.
const view = new (class {
  get width() {
    return 768;
  }
  get height() {
    return 852;
  }
})();

test.each(Object.values(templates).map(({ slug, document }) => [slug, document] as const))(
  "the template %s opens legible with every node in sight and none under the overview at 1440 × 900",
  (slug, document) => {
    const { x, y, zoom } = openingViewport(document.nodes, [], view);
    for (const node of document.nodes) {
      expect(node.position.x * zoom + x).toBeGreaterThanOrEqual(0);
      expect(node.position.y * zoom + y).toBeGreaterThanOrEqual(0);
      expect((node.position.x + cardWidth) * zoom + x).toBeLessThanOrEqual(view.width);
      expect((node.position.y + cardHeight(node)) * zoom + y).toBeLessThanOrEqual(view.height);
    }
    const covered = document.nodes.filter(
      (node) =>
        (node.position.x + cardWidth) * zoom + x > view.width - 163 &&
        (node.position.y + cardHeight(node)) * zoom + y > view.height - 111,
    );
    expect(covered.map(({ title }) => title)).toEqual([]);
    expect(zoom).toBeGreaterThanOrEqual(slug === "product-advisor" ? 0.65 : 0.75);
  },
);

test("what is too large to be read whole is shown legibly from its upper left", () => {
  const [node] = templates["support-desk"]?.document.nodes ?? [];
  if (!node) throw new Error("The template is empty.");
  const far = { ...node, id: "far", position: { x: 5000, y: 5000 } };
  const { x, y, zoom } = openingViewport([{ ...node, position: { x: 0, y: 0 } }, far], [], view);
  expect([x, y, zoom]).toEqual([20, 20, 0.75]);
});
