import { describe, expect, it } from "vitest";
import { drivesTheProduct, findClaims } from "./acceptance-claims.ts";

// Put together here, so that this file itself claims nothing.
const call = (name: string, title: string) => `${name}("${title}", run);\n`;

describe("findClaims", () => {
  it("reads every id of a title, in one pair of brackets or several", () => {
    const source =
      call("it", "does it [X1.4] and [X2]") + call("test", "both [Y1.1, Y2.3]") + call("it", "plain");
    expect(findClaims("a.test.ts", source).map(({ ids }) => ids)).toEqual([
      ["X1.4", "X2"],
      ["Y1.1", "Y2.3"],
    ]);
  });

  it("does not count tests that never run", () => {
    const source =
      call("it.skip", "later [X1.4]") + call("// it", "once [X1.5]") + call("it.todo", "some day [X1.6]");
    expect(findClaims("a.test.ts", source)).toEqual([]);
  });
});

describe("drivesTheProduct", () => {
  it("is true of end-to-end and API tests only", () => {
    const files = ["e2e/chat.spec.ts", "app/api/v1/runs/runs.api.test.ts", "lib/runtime/plan.test.ts"];
    expect(files.map(drivesTheProduct)).toEqual([true, true, false]);
  });
});
