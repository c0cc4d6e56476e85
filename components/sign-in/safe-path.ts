/** Where to go after signing in: only a path of this site counts. */
export function safePath(wanted: string | undefined): string {
  return wanted?.startsWith("/") && !wanted.startsWith("//") && !wanted.includes("\\")
    ? wanted
    : "/blueprints";
}
