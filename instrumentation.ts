/** Called once when a web process starts: opens what the first run would otherwise wait for. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.DATABASE_URL === undefined) return;
  const { warmEventHub } = await import("#lib/operations/runs/event-hub.server.ts");
  warmEventHub();
}
