import type { ResultStatus } from "#lib/suites/suite-case.ts";

/** How a case went in one of two suite runs. */
export type ComparedResult = { caseId: string; title: string; status: ResultStatus };

/** A case that did not go the same way twice. */
export type Flip = {
  caseId: string;
  title: string;
  before: ResultStatus | null;
  after: ResultStatus | null;
  change: "fixed" | "broken" | "added" | "removed" | "other";
};

/** The cases that went otherwise, broken ones first. */
export function compareResults(before: ComparedResult[], after: ComparedResult[]): Flip[] {
  const earlier = new Map(before.map((result) => [result.caseId, result]));
  const later = new Map(after.map((result) => [result.caseId, result]));
  const flips = [...new Set([...later.keys(), ...earlier.keys()])].flatMap((caseId): Flip[] => {
    const was = earlier.get(caseId);
    const is = later.get(caseId);
    if (was?.status === is?.status) return [];
    const title = is?.title ?? was?.title ?? "";
    return [
      { caseId, title, before: was?.status ?? null, after: is?.status ?? null, change: changeOf(was, is) },
    ];
  });
  return flips.sort((one, other) => order.indexOf(one.change) - order.indexOf(other.change));
}

const order = ["broken", "fixed", "other", "added", "removed"];

function changeOf(was: ComparedResult | undefined, is: ComparedResult | undefined): Flip["change"] {
  if (!was) return "added";
  if (!is) return "removed";
  if (was.status === "failed" && is.status === "passed") return "fixed";
  return was.status === "passed" && is.status === "failed" ? "broken" : "other";
}
