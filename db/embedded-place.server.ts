import "server-only";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { AppError } from "#lib/foundation/errors.ts";
import { copiedNativeDirectory, installedNativeDirectory } from "./embedded-native.server.ts";

/** The system user the server runs as: present only when we are root, because PostgreSQL refuses to be. */
export type ServerUser = { uid: number; gid: number };

/** Everything about where one embedded server lives on this machine. */
export type Place = { native: string; dataDirectory: string; user: ServerUser | undefined };

// Outside any temporary folder, so that data of a project only root may enter outlives a reboot.
const systemDirectory = "/var/lib/aimwright";

/** Chooses user, programs and data folder; `preferred` is used for data unless the server's user cannot reach it, then a folder named `id`. */
export function choosePlace(preferred: string, id: string): Place {
  const native = installedNativeDirectory();
  const user = serverUser();
  if (user === undefined) {
    mkdirSync(path.dirname(preferred), { recursive: true });
    return { native, dataDirectory: preferred, user };
  }
  const usableNative = canReach(native, user) ? native : copyOf(native);
  mkdirSync(path.dirname(preferred), { recursive: true });
  const dataDirectory = canReach(path.dirname(preferred), user) ? preferred : systemDataDirectory(id);
  mkdirSync(dataDirectory, { recursive: true });
  chownSync(dataDirectory, user.uid, user.gid);
  chmodSync(dataDirectory, 0o700);
  return { native: usableNative, dataDirectory, user };
}

// Named by the id kept in the project, not by its path: a fresh clone in the same place starts with fresh data.
function systemDataDirectory(id: string): string {
  makePassable(systemDirectory);
  makePassable(path.join(systemDirectory, id));
  return path.join(systemDirectory, id, "postgres");
}

function copyOf(native: string): string {
  makePassable(systemDirectory);
  return copiedNativeDirectory(native, systemDirectory);
}

// Said twice, because the mode given to mkdir is cut by the umask.
function makePassable(directory: string): void {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
}

function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  for (const wanted of ["postgres", "nobody"]) {
    const fields = accounts.map((line) => line.split(":")).find(([name]) => name === wanted);
    const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new AppError(
    "unavailable",
    "PostgreSQL does not run as root, and this system has neither a user postgres nor a user nobody. Start as an ordinary user, or set DATABASE_URL.",
  );
}

// Every folder on the way down must let the user pass; root itself always could, so the modes are read instead.
function canReach(directory: string, user: ServerUser): boolean {
  for (let current = path.resolve(directory); ; current = path.dirname(current)) {
    const { mode, uid, gid } = statSync(current);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}
