/** One test that claims to keep promises. */
export type Claim = { file: string; title: string; ids: string[] };

const testTitle =
  /\b(?:it|test)(?:\.(?!skip|todo|each|for)\w+)*\s*\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/g;
const bracketedId = /\[([A-Z]\d+(?:\.\d+)?(?:\s*,\s*[A-Z]\d+(?:\.\d+)?)*)\]/g;

/** The tests of a file whose titles carry ids in square brackets; skipped ones and those in comments claim nothing. */
export function findClaims(file: string, source: string): Claim[] {
  const code = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  return [...code.matchAll(testTitle)].flatMap((match) => {
    const title = match[1] ?? match[2] ?? match[3] ?? "";
    const ids = [...title.matchAll(bracketedId)].flatMap(([, list]) =>
      (list ?? "").split(",").map((id) => id.trim()),
    );
    return ids.length === 0 ? [] : [{ file, title, ids }];
  });
}

/** Whether tests in this file use the running product, over HTTP or through the browser. */
export function drivesTheProduct(file: string): boolean {
  return file.startsWith("e2e/") || file.endsWith(".api.test.ts");
}
