import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { projectDirectory } from "./project-directory.ts";
import { referencePages } from "./reference-pages.ts";

it.each([...referencePages()])("%s says what the definition says (npm run docs:nodes)", (file, text) => {
  const path = projectDirectory(file);
  expect(existsSync(path) ? readFileSync(path, "utf8") : "missing").toBe(text);
});
