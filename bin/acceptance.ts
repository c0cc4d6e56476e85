import { globSync, readFileSync } from "node:fs";
import { z } from "zod";
import { drivesTheProduct, findClaims } from "./acceptance-claims.ts";
import { projectDirectory } from "./project-directory.ts";

const promises = z
  .record(z.string(), z.strictObject({ group: z.string(), promise: z.string(), keptWhen: z.string() }))
  .parse(JSON.parse(readFileSync(projectDirectory("docs", "acceptance.json"), "utf8")));

const cwd = projectDirectory();
const ours = "{app,bench,bin,components,db,e2e,lib}/**/*.{test,spec}.{ts,tsx}";
const claims = globSync(ours, { cwd }).flatMap((file) =>
  findClaims(file.replaceAll("\\", "/"), readFileSync(projectDirectory(file), "utf8")),
);
const wrong = claims.flatMap((claim) => [
  ...claim.ids
    .filter((id) => !(id in promises))
    .map((id) => `${claim.file}: there is no promise ${id} ("${claim.title}")`),
  ...(drivesTheProduct(claim.file)
    ? []
    : [`${claim.file}: "${claim.title}" does not drive the product, so it keeps nothing`]),
]);

const say = (line: string) => process.stdout.write(`${line}\n`);
let keptInAll = 0;
for (const group of new Set(Object.values(promises).map((row) => row.group))) {
  const rows = Object.entries(promises).filter(([, row]) => row.group === group);
  const kept = rows.filter(([id]) => testsOf(id).length > 0);
  keptInAll += kept.length;
  say(`\n${group}: ${kept.length} of ${rows.length} kept`);
  for (const [id, row] of rows) {
    say(`  ${testsOf(id).length > 0 ? "kept" : "open"}  ${id.padEnd(6)} ${row.promise}`);
    for (const { file, title } of testsOf(id)) say(`                 ${file}: ${title}`);
  }
}
const total = Object.keys(promises).length;
say(`\n${keptInAll} of ${total} promises have a test, ${total - keptInAll} have none.`);
for (const problem of wrong) process.stderr.write(`${problem}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;

function testsOf(id: string) {
  return claims.filter((claim) => claim.ids.includes(id) && drivesTheProduct(claim.file));
}
