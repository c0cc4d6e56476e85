import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { abilityDefinitions } from "#lib/abilities/definitions.ts";
import { nodeDefinitions } from "#lib/nodes/definitions.ts";

const root = path.resolve(import.meta.dirname, "..");
const folders = ["app", "components", "lib", "db", "bin", "bench", "e2e"];

/** The layers from the top down; a file may import from its own layer and those below it. */
const layers: [name: string, test: RegExp][] = [
  ["scripts", /^(bin|bench|e2e)\//],
  ["app", /^app\//],
  ["components", /^components\//],
  ["operations", /^lib\/(operations)\//],
  ["api handlers", /^lib\/api\/(.*\.server|openapi|all-contracts)\.ts$/],
  ["engine", /^lib\/(engine|learning|analytics)\//],
  ["runtime", /^lib\/runtime\//],
  ["access, knowledge, tables", /^lib\/(access|budgets|knowledge|tables)\/.*\.server\.ts$/],
  ["queries", /^db\//],
  ["executors", /^lib\/(nodes|abilities)\/.*(execute|executors|deliver).*\.ts$/],
  ["models, net", /^lib\/(net\/|models\/(?!model-|turn-))/],
  // Without `.server` these are plain schemas and formulas, which contracts and queries may know.
  [
    "core",
    /^lib\/(models|openapi|api|access|budgets|knowledge|tables|blueprint|nodes|abilities|run-events|suites|translations|experiments)\//,
  ],
  ["foundation", /^lib\/foundation\//],
];

type Import = { from: string; to: string; typeOnly: boolean };

function filesUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === "migrations" || entry.name === "node_modules" ? [] : filesUnder(at);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [at] : [];
  });
}

const files = folders
  .filter((folder) => statSync(path.join(root, folder), { throwIfNoEntry: false }))
  .flatMap(filesUnder);
const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file) || /^(e2e|lib\/testing)\//.test(file);
const product = files.filter((file) => !isTest(file));

function importsOf(file: string): Import[] {
  const text = texts.get(file) ?? "";
  const found: Import[] = [];
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;
  for (const match of text.matchAll(pattern)) {
    const target = resolve(file, match[2] ?? match[3] ?? "");
    if (target) found.push({ from: file, to: target, typeOnly: match[1] !== undefined });
  }
  return found;
}

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? path.normalize(path.join(path.dirname(from), specifier)) : undefined;
}

const imports = product.flatMap(importsOf).filter((one) => texts.has(one.to));
const values = imports.filter((one) => !one.typeOnly);
const layerOf = (file: string) => layers.findIndex(([, test]) => test.test(file));

describe("architecture", () => {
  it("imports point down the layers only", () => {
    const upward = values
      .filter((one) => layerOf(one.from) >= 0 && layerOf(one.to) >= 0 && layerOf(one.to) < layerOf(one.from))
      .map((one) => `${one.from} → ${one.to}`);
    expect(upward).toEqual([]);
  });

  it("knows the layer of every file", () => {
    expect(product.filter((file) => layerOf(file) < 0 && !file.startsWith("lib/testing"))).toEqual([]);
  });

  it("keeps the browser away from server files", () => {
    const byFile = Map.groupBy(values, (one) => one.from);
    const leaks: string[] = [];
    for (const start of product.filter((file) => /^["']use client["']/.test(texts.get(file) ?? ""))) {
      const seen = new Set<string>();
      const queue = [start];
      for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
        if (seen.has(file)) continue;
        seen.add(file);
        if (/\.server\.tsx?$/.test(file)) leaks.push(`${start} reaches ${file}`);
        else queue.push(...(byFile.get(file) ?? []).map((one) => one.to));
      }
    }
    expect(leaks).toEqual([]);
  });

  it("marks every server file", () => {
    const unmarked = product.filter(
      (file) => file.endsWith(".server.ts") && !(texts.get(file) ?? "").startsWith('import "server-only";'),
    );
    expect(unmarked).toEqual([]);
  });

  it("lets the runtime and the rooms reach no database", () => {
    const reaching = values
      .filter((one) => /^lib\/(runtime|nodes|abilities)\//.test(one.from) && one.to.startsWith("db/"))
      .map((one) => `${one.from} → ${one.to}`);
    expect(reaching).toEqual([]);
  });

  it("lets rooms import no other room", () => {
    const room = (file: string) => /^lib\/(?:nodes|abilities)\/([^/]+)\//.exec(file)?.[0];
    const crossing = values
      .filter((one) => room(one.from) && room(one.to) && room(one.from) !== room(one.to))
      .map((one) => `${one.from} → ${one.to}`);
    expect(crossing).toEqual([]);
  });

  it("has no cycles of imports", () => {
    const graph = Map.groupBy(values, (one) => one.from);
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (file: string, trail: string[]) => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
        return;
      }
      state.set(file, "open");
      for (const { to } of graph.get(file) ?? []) visit(to, [...trail, file]);
      state.set(file, "done");
    };
    for (const file of product) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("compares nothing with a kind's name outside its room", () => {
    const kinds = [...Object.keys(nodeDefinitions), ...Object.keys(abilityDefinitions)].join("|");
    const comparison = new RegExp(
      `(?<![\\w.])(?:\\w*[nN]ode\\.kind|kind|config\\.ability|ability)\\s*(?:===|!==)\\s*["'](?:${kinds})["']`,
    );
    const offenders = product.filter(
      (file) =>
        /^(lib|components|app)\//.test(file) &&
        !/^lib\/(nodes|abilities)\/[^/]+\//.test(file) &&
        // The rehearsal model sorts abilities into kinds of its own; it is shown tools, never rooms.
        !/^lib\/(blueprint\/templates|models\/rehearsal)\//.test(file) &&
        comparison.test(texts.get(file) ?? ""),
    );
    expect(offenders).toEqual([]);
  });

  it("keeps React Flow inside the canvas", () => {
    const outside = product.filter(
      (file) =>
        /from "@xyflow\/react"/.test(texts.get(file) ?? "") && !/^components\/(canvas|run)\//.test(file),
    );
    expect(outside).toEqual([]);
  });

  it("uses no eval, Function or vm", () => {
    const offenders = product.filter((file) =>
      /\beval\(|new Function\(|from "node:vm"|from "vm"/.test(texts.get(file) ?? ""),
    );
    expect(offenders).toEqual([]);
  });

  it("keeps files small: median 100, p90 250, none above 400 lines", () => {
    const sizes = product.map((file) => ({ file, lines: (texts.get(file) ?? "").split("\n").length }));
    sizes.sort((a, b) => a.lines - b.lines);
    const at = (share: number) => sizes[Math.floor(share * (sizes.length - 1))]?.lines ?? 0;
    expect(sizes.filter((one) => one.lines > 400)).toEqual([]);
    expect(at(0.5)).toBeLessThanOrEqual(100);
    expect(at(0.9)).toBeLessThanOrEqual(250);
  });

  it("the way out is made in one place, where a workspace's policy is known", () => {
    const makers = product.filter(
      (file) => !file.startsWith("lib/net/") && texts.get(file)?.includes("createEgress("),
    );
    expect(makers).toEqual(["lib/access/workspace-models.server.ts"]);
  });
});
