import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Megabytes: pages resident (shared ones counted in every process), and with shared pages counted in proportion. */
export type Memory = { rss: number; pss: number | null };

/** `USER_HZ`, which Linux shows to programs as 100 on every architecture Node runs on. */
const millisecondsPerTick = 10;

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

/**
 * Milliseconds of processor time a process and its children have used; null where the system does not tell. Unlike the
 * times of runs it hardly depends on what else the machine does.
 */
export function cpuOf(pid: number): number | null {
  if (!existsSync("/proc/self/stat")) return null;
  const stats = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name in brackets may hold anything; the fields behind it are numbered from 3 in proc(5).
        const fields = (readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1) ?? "").split(" ");
        const ticks = [14, 15, 16, 17].reduce((sum, field) => sum + Number(fields[field - 3]), 0);
        return [{ pid: Number(name), parent: Number(fields[1]), ticks }];
      } catch {
        return [];
      }
    });
  const total = (root: number): number =>
    stats.reduce(
      (sum, one) => sum + (one.pid === root ? one.ticks : 0) + (one.parent === root ? total(one.pid) : 0),
      0,
    );
  return total(pid) * millisecondsPerTick;
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
