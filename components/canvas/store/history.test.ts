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

test("every step has its words, any of them can be gone to, and a mark stays at the version it was set on", () => {
  const { history, name, write } = opened();
  const told = () => history.steps().map((step) => [step.offset, step.words, ...step.marks]);
  write("b", undefined, 5000);
  write("c", undefined, 5000);
  history.mark("Published as version 1");
  write("d", undefined, 5000);
  history.go(-2);
  expect(name()).toBe("b");
  expect(told()).toEqual([
    [2, "Rename the blueprint to d"],
    [1, "Rename the blueprint to c", "Published as version 1"],
    [0, "Rename the blueprint to b"],
    [-1, "Opened"],
  ]);
  history.go(2);
  expect(name()).toBe("d");
  history.go(-99);
  expect(name()).toBe("a");
  history.go(1);
  write("x", undefined, 5000);
  expect(told()).toEqual([
    [0, "Rename the blueprint to x"],
    [-1, "Rename the blueprint to b"],
    [-2, "Opened"],
  ]);
});

test("typing on after a mark is a step of its own", () => {
  const { history, name, write } = opened();
  write("ab", "title", 5000);
  history.mark("Published");
  write("abc", "title", 10);
  history.undo();
  expect(name()).toBe("ab");
});
