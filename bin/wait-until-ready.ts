import { setTimeout as wait } from "node:timers/promises";

/** Waits until the web app says it is ready to serve; an app without such a route is ready as soon as it answers. */
export async function waitUntilReady(
  baseUrl: string,
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  let last = "no answer";
  while (Date.now() < deadline) {
    options.signal?.throwIfAborted();
    try {
      const response = await fetch(`${baseUrl}/api/ready`, { signal: AbortSignal.timeout(5_000) });
      if (response.ok || response.status === 404) return;
      last = `status ${response.status}: ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await wait(50);
  }
  throw new Error(`${baseUrl} did not become ready within ${options.timeoutMs / 1000} s (${last}).`);
}
