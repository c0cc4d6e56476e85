import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Reporter, SerializedError, TestModule } from "vitest/node";
import { projectDirectory } from "./project-directory.ts";
import { testFailuresFile } from "./test-results.ts";

const told = (error: { stack?: string | undefined; message: string }) => error.stack ?? error.message;

/** Writes what failed, errors outside any test too, to a file that `.ci/run` prints last; removes it when all is well. */
export default class FailureReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], outside: readonly SerializedError[]): void {
    const lines: string[] = [];
    for (const module of modules) {
      const file = path.relative(projectDirectory(), module.moduleId);
      for (const error of module.errors()) lines.push(`${file}: ${told(error)}`);
      for (const test of module.children.allTests("failed")) {
        lines.push(`${file}: ${test.fullName}`, ...(test.result().errors ?? []).map(told));
      }
    }
    for (const error of outside) lines.push(`Outside any test: ${told(error)}`);
    if (lines.length === 0) rmSync(testFailuresFile, { force: true });
    else {
      mkdirSync(path.dirname(testFailuresFile), { recursive: true });
      writeFileSync(testFailuresFile, `${lines.join("\n")}\n`);
    }
  }
}
