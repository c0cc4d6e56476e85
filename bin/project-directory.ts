import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(fileURLToPath(new URL("..", import.meta.url)));

/** An absolute path below the project's root, whatever folder the script was called from. */
export function projectDirectory(...parts: string[]): string {
  return path.join(root, ...parts);
}
