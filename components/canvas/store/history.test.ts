import { expect, test } from "vitest";
import { emptyBlueprint } from "#lib/blueprint/schema.ts";
import { createDocumentStore } from "./document-store.ts";
import { watchHistory } from "./history.ts";

function opened() {
  let time = 0;
  const store = createDocumentStore(emptyBlueprint("a"));
  const history = watchHistory(store, () => time);
  return {
    history,
    name: () => store.getState().document.name,
    write: (name: string, mark?: string, after = 0) => {
      time += after;
      store.edit((document) => ({ ...document, name }), mark);
    },
  };
}

test("a burst of typing is undone in one step, a pause begins the next", () => {
  const { history, name, write } = opened();
  write("ab", "title", 5000);
  write("abc", "title", 100);
  write("abcd", "title", 5000);
  history.undo();
  expect(name()).toBe("abc");
  history.undo();
  expect(name()).toBe("a");
  history.undo();
  expect(name()).toBe("a");
});

test("redo brings back what was undone until something else changes", () => {
  const { history, name, write } = opened();
  write("b");
  write("c");
  history.undo();
  history.undo();
  history.redo();
  expect(name()).toBe("b");
  write("d");
  history.redo();
  expect(name()).toBe("d");
  history.undo();
  expect(name()).toBe("b");
});

test("typing after an undo is a version of its own", () => {
  const { history, name, write } = opened();
  write("ab", "title", 5000);
  history.undo();
  write("ax", "title", 10);
  history.undo();
  expect(name()).toBe("a");
});
