#!/usr/bin/env node
// Plain JavaScript, because it must start on any Node: it looks for Node 24 and hands over.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const [major] = process.versions.node.split(".").map(Number);
const names = process.platform === "win32" ? ["node.exe", "node.cmd"] : ["node"];
// Beside this file in a checkout; hoisted two levels up when installed as somebody's dependency.
const installed = ["../node_modules/.bin/", "../../.bin/"]
  .flatMap((folder) => names.map((name) => fileURLToPath(new URL(folder + name, import.meta.url))))
  .find((file) => existsSync(file));
const node = major >= 24 ? process.execPath : installed;

if (node === undefined) {
  console.error(
    `Aimwright runs on Node 24, which npm install brings along, but this is Node ${process.versions.node}.\n` +
      "Run npm install in the folder of Aimwright, or install Node 24 yourself.",
  );
  process.exit(1);
}
const script = fileURLToPath(new URL("./aimwright.ts", import.meta.url));
const child = spawn(node, ["--conditions=react-server", script, ...process.argv.slice(2)], {
  stdio: "inherit",
  shell: node.endsWith(".cmd"),
});
// The terminal sends Ctrl-C to both; the command decides what it means.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`Node could not be started: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
