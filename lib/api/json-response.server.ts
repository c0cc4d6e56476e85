import "server-only";

const compressFrom = 8192;

/**
 * A JSON answer nobody may keep. A small one also asks not to be compressed: setting a compressor up for it costs the
 * server more time and memory than the bytes it would save.
 */
export function jsonResponse(
  value: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const text = JSON.stringify(value);
  return new Response(text, {
    status: options.status ?? 200,
    headers: {
      "content-type": "application/json",
      "cache-control": text.length < compressFrom ? "no-store, no-transform" : "no-store",
      ...options.headers,
    },
  });
}
