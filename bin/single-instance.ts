import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isAlive } from "#db/embedded-postmaster.server.ts";

const runningRecord = z.object({
  pid: z.number(),
  startedAt: z.string().optional(),
  url: z.string().optional(),
  children: z.record(z.string(), z.number()).default({}),
});

/** What `.data/running.json` tells about the supervisor of this folder. */
export type RunningRecord = z.output<typeof runningRecord>;

/** The claim on a data folder; `orphans` are children of a killed supervisor, about to notice that it is gone. */
export type Claim = {
  orphans: number[];
  update: (change: Partial<RunningRecord>) => void;
  release: () => void;
};

/** Claims the data folder, or returns the record of the supervisor that holds it. */
export function claimFolder(dataDirectory: string): Claim | RunningRecord {
  mkdirSync(dataDirectory, { recursive: true });
  const file = path.join(dataDirectory, "running.json");
  const draft = `${file}.${process.pid}`;
  let orphans: number[] = [];
  let record: RunningRecord = { pid: process.pid, startedAt: processStart(process.pid), children: {} };
  for (;;) {
    try {
      // A link either takes the name with the whole record in it, or fails because another holds it.
      writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
      linkSync(draft, file);
      break;
    } catch (error) {
      if (!existsSync(file)) throw error;
      const holder = readRunningRecord(dataDirectory);
      if (holder !== undefined) return holder;
      // PostgreSQL outlives its supervisor on purpose: it is taken over, not waited for.
      const { postgres, ...others } = parseRecord(file).children;
      orphans = Object.values(others);
      rmSync(file, { force: true });
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return {
    orphans,
    update: (change) => {
      record = { ...record, ...change };
      // Renamed into place, so that nobody reads half a record.
      writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
      renameSync(draft, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** The record of the supervisor now running on a data folder; one of a killed supervisor does not count. */
export function readRunningRecord(dataDirectory: string): RunningRecord | undefined {
  const file = path.join(dataDirectory, "running.json");
  if (!existsSync(file)) return undefined;
  const record = parseRecord(file);
  return isAlive(record.pid) && processStart(record.pid) === record.startedAt ? record : undefined;
}

function parseRecord(file: string): RunningRecord {
  return runningRecord.parse(JSON.parse(readFileSync(file, "utf8")));
}

// A pid comes back after a reboot, but not with the same start time.
function processStart(pid: number): string | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  const text = readFileSync(file, "utf8");
  return `${boot}:${text.slice(text.lastIndexOf(")") + 2).split(" ")[19]}`;
}
