import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { buildArguments } from "./commands.ts";
import { projectDirectory } from "./project-directory.ts";

const sources = [
  "app",
  "components",
  "lib",
  "db",
  "public",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const configurations = [
  "next.config.mjs",
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
];
const irrelevant = /\.(test|spec)\.tsx?$|\.md$|^lib\/testing\//;

const recordFile = projectDirectory(".next", "aimwright-build.json");

/** Builds the web app unless the build at hand is of the very same sources; true when it had to. */
export async function buildWhenNeeded(logFile: string, onBuild: () => void = () => {}): Promise<boolean> {
  if (isBuilt()) return false;
  onBuild();
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w");
  const code = await build(log);
  closeSync(log);
  if (code === 0) return true;
  const tail = readFileSync(logFile, "utf8").split("\n").slice(-40).join("\n");
  throw new Error(`The build failed. The end of ${logFile}:\n${tail}`);
}

/** Whether the build at hand is of the very same sources, by the very same Node. */
export function isBuilt(): boolean {
  return existsSync(projectDirectory(".next", "BUILD_ID")) && readRecord(recordFile) === fingerprintSources();
}

/** Builds the web app in any case, writing to the given file or terminal; returns the exit code. */
export async function build(output: number | "inherit"): Promise<number> {
  const fingerprint = fingerprintSources();
  const building = spawn(process.execPath, buildArguments(), {
    cwd: projectDirectory(),
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", output, output],
  });
  const [code] = await once(building, "exit");
  if (code === 0) writeFileSync(recordFile, JSON.stringify({ fingerprint }));
  return Number(code ?? 1);
}

function fingerprintSources(): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of [...sources, ...configurations].flatMap(filesBelow).sort()) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(projectDirectory(file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(relative: string): string[] {
  const absolute = projectDirectory(relative);
  if (!existsSync(absolute) || irrelevant.test(relative)) return [];
  if (statSync(absolute).isFile()) return [relative];
  return readdirSync(absolute).flatMap((name) => filesBelow(`${relative}/${name}`));
}

function readRecord(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const record: unknown = JSON.parse(readFileSync(file, "utf8"));
  const known = typeof record === "object" && record !== null && "fingerprint" in record;
  return known ? String(record.fingerprint) : undefined;
}
