import "server-only";
import { RE2JS } from "re2js";
import { AppError } from "#lib/foundation/errors.ts";
import type { SuiteCase } from "#lib/suites/suite-case.ts";

/** Refuses a pattern that cannot be used, naming its field; the schema, which browsers load too, has no RE2. */
export function checkPatterns(cases: readonly SuiteCase[], path: string): void {
  for (const [at, { expectations }] of cases.entries())
    for (const [index, expectation] of expectations.entries()) {
      if (expectation.kind !== "answer-matches") continue;
      try {
        RE2JS.compile(expectation.pattern);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : "it cannot be read";
        const message = `The pattern cannot be used: ${why}`;
        const prefix = path === "" ? "" : `${path}.${at}.`;
        const field = `${prefix}expectations.${index}.pattern`;
        throw new AppError("invalid_input", `${field}: ${message}`, {
          details: [{ path: field, message }],
          cause,
        });
      }
    }
}
