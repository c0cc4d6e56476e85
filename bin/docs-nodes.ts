import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "./project-directory.ts";
import { referencePages } from "./reference-pages.ts";

const pages = referencePages();
for (const folder of ["nodes", "abilities"]) {
  const directory = projectDirectory("docs", folder);
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory))
    if (!pages.has(`docs/${folder}/${name}`)) rmSync(path.join(directory, name));
}
for (const [file, text] of pages) writeFileSync(projectDirectory(file), text);
console.log(`${pages.size} pages written below docs/nodes and docs/abilities.`);
