import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { buildWhenNeeded } from "./build-when-needed.ts";
import { ensureBrowser } from "./ensure-browser.ts";
import { projectDirectory } from "./project-directory.ts";
import { testFailuresFile, testResultsFile } from "./test-results.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  ensureBrowser(say);
  await buildWhenNeeded(projectDirectory(".data", "logs", "build.log"), () =>
    say("Building the web app for the tests"),
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

const only = process.argv.slice(2);
// Only a whole run may say how all the tests stand.
const record =
  only.length > 0
    ? []
    : [
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${testResultsFile}`,
        `--reporter=${projectDirectory("bin", "failure-reporter.ts")}`,
      ];
if (only.length === 0) for (const file of [testResultsFile, testFailuresFile]) rmSync(file, { force: true });

const vitest = projectDirectory("node_modules", "vitest", "vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", ...record, ...only], {
  cwd: projectDirectory(),
  stdio: "inherit",
  // The build is fresh; a file changed while the tests run must not start another one under their feet.
  env: { ...process.env, AIMWRIGHT_TEST_BUILD: "keep", NODE_ENV: "test" },
});
process.exit(status ?? 1);
