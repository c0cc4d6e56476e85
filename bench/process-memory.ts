import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

type Row = { pid: number; parent: number; kilobytes: number };

/**
 * Megabytes held by a process and its children. Where the system tells, shared pages count in proportion (PostgreSQL's
 * processes share their buffers); else resident pages are added up.
 */
export function memoryOf(pid: number): number {
  const rows = existsSync("/proc/self/smaps_rollup") ? rowsOfProc() : rowsOfPs();
  const add = (root: number): number =>
    (rows.find((row) => row.pid === root)?.kilobytes ?? 0) +
    rows.filter((row) => row.parent === root).reduce((sum, row) => sum + add(row.pid), 0);
  return Math.round(add(pid) / 1024);
}

function rowsOfProc(): Row[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, "utf8");
        const memory = readFileSync(`/proc/${name}/smaps_rollup`, "utf8");
        const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(memory)?.[1] ?? 0);
        return [{ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]), kilobytes }];
      } catch {
        // Gone meanwhile, or somebody else's.
        return [];
      }
    });
}

function rowsOfPs(): Row[] {
  return execFileSync("ps", ["-axo", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, kilobytes };
    });
}
