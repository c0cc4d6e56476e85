import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectDirectory } from "./project-directory.ts";

const resultsSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string() })),
    }),
  ),
});

/** What the last whole run of the tests found, and one word for each test. */
export type TestResults = {
  passed: number;
  failed: number;
  statusOf: (file: string, title: string) => "passed" | "failed" | undefined;
};

/** Where `npm test` leaves its results. */
export const testResultsFile = projectDirectory(".data", "test-results.json");

/** Where a whole run leaves what failed in it, in words; missing when nothing did. */
export const testFailuresFile = projectDirectory(".data", "test-failures.txt");

/** The results of the last whole run, if there was one. */
export function readTestResults(): TestResults | undefined {
  if (!existsSync(testResultsFile)) return undefined;
  const results = resultsSchema.parse(JSON.parse(readFileSync(testResultsFile, "utf8")));
  // A file that could not even be loaded holds no failed test, and a run can fail outside any file.
  const unloadable = results.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failures = results.numFailedTests + unloadable.length;
  return {
    passed: results.numPassedTests,
    failed: failures === 0 && !results.success ? 1 : failures,
    statusOf: (file, title) => {
      const found = results.testResults
        .filter((result) => path.relative(projectDirectory(), result.name) === path.normalize(file))
        .flatMap((result) => result.assertionResults.filter((test) => test.title === title));
      if (found.length === 0) return undefined;
      return found.every((test) => test.status === "passed") ? "passed" : "failed";
    },
  };
}
