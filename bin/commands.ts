import { projectDirectory } from "./project-directory.ts";

const exitWithParent = ["--import", new URL("./exit-with-parent.ts", import.meta.url).href];
const leanImports = ["--import", new URL("./lean-imports.mjs", import.meta.url).href];
// Runs make much short-lived garbage; a small young generation and a heap that grows by a third keep both processes small.
const smallHeap = ["--max-semi-space-size=4", "--heap-growing-percent=30"];
const next = projectDirectory("node_modules", "next", "dist", "bin", "next");

/** Arguments that make this very Node serve the web app. */
export function webArguments(options: { mode: "start" | "dev"; host: string; port: number }): string[] {
  return [
    ...smallHeap,
    ...exitWithParent,
    next,
    options.mode,
    "-H",
    options.host,
    "-p",
    String(options.port),
  ];
}

/** Arguments that make this very Node work on runs. */
export function workerArguments(): string[] {
  return [
    ...smallHeap,
    ...exitWithParent,
    ...leanImports,
    "--conditions=react-server",
    projectDirectory("bin", "worker.ts"),
  ];
}

/** Arguments that build the web app for production. */
export function buildArguments(): string[] {
  return [next, "build"];
}

/** Arguments that run one of our scripts to its end. */
export function scriptArguments(name: string): string[] {
  return ["--conditions=react-server", projectDirectory("bin", `${name}.ts`)];
}
