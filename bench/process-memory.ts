import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Megabytes: pages resident (shared ones counted in every process), and with shared pages counted in proportion. */
export type Memory = { rss: number; pss: number | null };

type Row = { pid: number; parent: number; rss: number; pss: number | null };

/** The memory of a process together with its children. */
export function memoryOf(pid: number): Memory {
  const rows = existsSync("/proc/self/smaps_rollup") ? rowsOfProc() : rowsOfPs();
  const family = (root: number): Row[] => [
    ...rows.filter((row) => row.pid === root),
    ...rows.filter((row) => row.parent === root).flatMap((row) => family(row.pid)),
  ];
  const members = family(pid);
  const sum = (pick: (row: Row) => number) =>
    Math.round(members.reduce((total, row) => total + pick(row), 0) / 1024);
  const knowsShares = members.every((row) => row.pss !== null);
  return { rss: sum((row) => row.rss), pss: knowsShares ? sum((row) => row.pss ?? 0) : null };
}

function rowsOfProc(): Row[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, "utf8");
        const memory = readFileSync(`/proc/${name}/smaps_rollup`, "utf8");
        const figure = (text: string, label: string) =>
          Number(new RegExp(`^${label}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
        return [
          {
            pid: Number(name),
            parent: figure(status, "PPid"),
            rss: figure(memory, "Rss"),
            pss: figure(memory, "Pss"),
          },
        ];
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
      const [pid = 0, parent = 0, rss = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, rss, pss: null };
    });
}
