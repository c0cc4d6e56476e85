import { expect, test } from "vitest";
import { styleGuideSchema, styleRules } from "#lib/blueprint/style-guide.ts";
import { inStyle, readStyle } from "./in-style.ts";
import type { Situation } from "./situation.ts";

const guide = styleGuideSchema.parse({
  greeting: "Hello from Linde!",
  signOff: "Your Linde team",
  avoid: [{ word: "utilise", say: "use" }],
});
const style = readStyle(styleRules(guide).join("\n"));
const situation = (spoken: { who: "user" | "agent"; text: string }[]) =>
  ({ briefing: { style }, spoken }) as unknown as Situation;

test("the rules as an agent is told them are followed", () => {
  const first = situation([{ who: "user", text: "Hi" }]);
  expect(inStyle("Utilise the form.", first)).toBe("Hello from Linde! Use the form.\n\nYour Linde team");
  expect(inStyle("Which order?", first)).toBe("Hello from Linde! Which order?");
  const later = situation([{ who: "agent", text: "Hello from Linde! Which order?" }]);
  expect(inStyle("Done.", later)).toBe("Done.\n\nYour Linde team");
});
