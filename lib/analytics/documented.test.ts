import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metrics } from "./metrics.ts";

const page = readFileSync(new URL("../../docs/analytics.md", import.meta.url), "utf8");

test.each(metrics)("$id is documented as it is defined", ({ id, dimensions, definition }) => {
  expect(page).toContain(`| \`${id}\` | ${dimensions.join(", ")} | ${definition} |`);
});
