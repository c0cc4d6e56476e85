import { spawnSync } from "node:child_process";
import { findChromium } from "#lib/testing/find-chromium.ts";
import { projectDirectory } from "./project-directory.ts";

/** Sees to it that the browser tests have a Chromium: Debian's when we may install it, otherwise Playwright's. */
export function ensureBrowser(say: (line: string) => void): void {
  if (findChromium() !== undefined) return;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && runs("apt-get", ["--version"], 10)) {
    say("Installing Chromium with apt-get");
    const noQuestions = { DEBIAN_FRONTEND: "noninteractive" };
    runs("apt-get", ["update", "-q"], 180, noQuestions);
    runs("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], 600, noQuestions);
    if (findChromium() !== undefined) return;
  }
  say("Downloading Chromium with Playwright");
  runs(
    process.execPath,
    [projectDirectory("node_modules", "playwright", "cli.js"), "install", "chromium"],
    240,
  );
  if (findChromium() !== undefined) return;
  throw new Error(
    "The browser tests need Chromium, and it could not be installed. Install it, or name it in CHROMIUM_PATH.",
  );
}

function runs(program: string, args: string[], seconds: number, env: Record<string, string> = {}): boolean {
  const result = spawnSync(program, args, {
    stdio: ["ignore", "ignore", "inherit"],
    timeout: seconds * 1_000,
    env: { ...process.env, ...env },
  });
  return result.status === 0;
}
