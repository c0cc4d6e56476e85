import { describe, expect, it } from "vitest";
import { drivesTheProduct, findClaims } from "./acceptance-claims.ts";

describe("findClaims", () => {
  it("reads every id of a title, in one pair of brackets or several", () => {
    const source = 'it("does it [X1.4] and [X2]", run);\ntest(`both [Y1.1, Y2.3]`, run);\nit("plain", run);';
    expect(findClaims("a.test.ts", source).map(({ ids }) => ids)).toEqual([
      ["X1.4", "X2"],
      ["Y1.1", "Y2.3"],
    ]);
  });

  it("does not count tests that never run", () => {
    const source = 'it.skip("later [X1.4]", run);\n// it("once [X1.5]", run);\nit.todo("some day [X1.6]");';
    expect(findClaims("a.test.ts", source)).toEqual([]);
  });
});

describe("drivesTheProduct", () => {
  it("is true of end-to-end and API tests only", () => {
    const files = ["e2e/chat.spec.ts", "app/api/v1/runs/runs.api.test.ts", "lib/runtime/plan.test.ts"];
    expect(files.map(drivesTheProduct)).toEqual([true, true, false]);
  });
});
