import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { addNode } from "#lib/blueprint/edits/add-node.ts";
import { addWire, removeWires } from "#lib/blueprint/edits/wires.ts";
import { emptyBlueprint } from "#lib/blueprint/schema.ts";
import en from "#messages/en.json";
import { faceOf } from "../node-face.ts";
import { createDesigner } from "./designer.ts";

test("what an undo takes away does not stay selected unseen", () => {
  const drawn = ["agent", "goal"].reduce(
    (document, kind) => addNode(document, kind as "agent", { x: 0, y: 0 }, { id: kind }),
    emptyBlueprint("Desk"),
  );
  const document = addWire(drawn, { node: "agent", port: "pursues" }, { node: "goal", port: "pursued" }, "w");
  const designer = createDesigner(
    {
      id: "b",
      slug: "desk",
      liveVersion: null,
      revision: 1,
      hasChanges: false,
      updatedAt: new Date(0).toISOString(),
      document,
      issues: [],
    },
    { t: createTranslator({ locale: "en", messages: en, namespace: "canvas" }), faceOf },
  );
  designer.document.edit((whole) => addNode(whole, "note", { x: 0, y: 0 }, { id: "note" }));
  designer.session.setState({ selectedNodes: ["goal", "note"], selectedWires: ["w"] });
  designer.history.undo();
  expect(designer.session.getState()).toMatchObject({ selectedNodes: ["goal"], selectedWires: ["w"] });
  designer.document.edit((whole) => removeWires(whole, ["w"]));
  expect(designer.session.getState().selectedWires).toEqual([]);
});
