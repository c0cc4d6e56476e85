import { globSync, readFileSync } from "node:fs";
import { z } from "zod";
import { drivesTheProduct, findClaims } from "./acceptance-claims.ts";
import { projectDirectory } from "./project-directory.ts";
import { readTestResults } from "./test-results.ts";

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

const results = readTestResults();

const say = (line: string) => process.stdout.write(`${line}\n`);
let keptInAll = 0;
for (const group of new Set(Object.values(promises).map((row) => row.group))) {
  const rows = Object.entries(promises).filter(([, row]) => row.group === group);
  const kept = rows.filter(([id]) => stateOf(id) === "kept");
  keptInAll += kept.length;
  say(`\n${group}: ${kept.length} of ${rows.length} kept`);
  for (const [id, row] of rows) {
    say(`  ${stateOf(id).padEnd(7)} ${id.padEnd(6)} ${row.promise}`);
    for (const { file, title } of testsOf(id)) say(`                   ${file}: ${title}`);
  }
}
const total = Object.keys(promises).length;
say(`\n${keptInAll} of ${total} promises kept, ${total - keptInAll} not kept.`);
if (results === undefined)
  say("Tests have not run here yet, so what has a test is called claimed: run npm test first.");
for (const problem of wrong) process.stderr.write(`${problem}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;

function testsOf(id: string) {
  return claims.filter((claim) => claim.ids.includes(id) && drivesTheProduct(claim.file));
}

function stateOf(id: string): "kept" | "claimed" | "broken" | "open" {
  const states = testsOf(id).map(({ file, title }) => results?.statusOf(file, title));
  if (states.length === 0) return "open";
  if (states.includes("failed")) return "broken";
  return states.includes(undefined) ? "claimed" : "kept";
}
