import "server-only";
import type { Agent } from "undici";
import { AppError } from "#lib/foundation/errors.ts";
import { type Deadline, startDeadline } from "./deadline.server.ts";
import { createEgressAgent } from "./egress-agent.server.ts";
import { describeEgressFailure, findAppError } from "./egress-error.ts";
import {
  createEgressGuard,
  type EgressGuard,
  type EgressPolicy,
  type ResolveHost,
} from "./egress-guard.server.ts";
import { parseEgressHost, parseEgressTarget } from "./egress-target.ts";
import { followRedirects, readHeaders } from "./follow-redirects.server.ts";
import { limitBody } from "./limit-body.server.ts";

export type { EgressPolicy, ResolveHost } from "./egress-guard.server.ts";

/** One call; `truncate` hands back the first `maxBytes` of a longer answer instead of refusing it. */
export type EgressRequest = {
  url: string;
  method?: string;
  headers?: HeadersInit;
  body?: string | Uint8Array<ArrayBuffer>;
  timeoutMs?: number;
  maxBytes?: number;
  maxRedirects?: number;
  truncate?: boolean;
  signal?: AbortSignal | undefined;
};

/** Any HTTP status is an answer, 500 included; `url` is where the last redirect led. */
export type EgressResponse = {
  status: number;
  headers: Headers;
  url: string;
  body: Uint8Array;
  isTruncated: boolean;
  redirects: number;
  text(): string;
};

/** Limits of a streaming call; `idleTimeoutMs` is the longest silence, before the first byte as between two. */
export type EgressFetchOptions = {
  timeoutMs?: number;
  idleTimeoutMs?: number;
  maxBytes?: number;
  maxRedirects?: number;
};

/** The address that was checked, to connect to, and the name TLS must verify (undefined for a bare address). */
export type PinnedHost = { address: string; host: string; port: number; servername: string | undefined };

/** The only way out of the product. Refusals are `egress_denied`, run out of time is `ability_timeout`. */
export type Egress = {
  fetch(request: EgressRequest): Promise<EgressResponse>;
  asFetch(options?: EgressFetchOptions): typeof globalThis.fetch;
  pinHost(host: string, port: number): Promise<PinnedHost>;
};

/** Cheap to call per run: equal policies share one connection pool, and a pool never outlives its policy's rules. */
export function createEgress(policy: EgressPolicy, options: { resolve?: ResolveHost } = {}): Egress {
  const { agent, guard } = options.resolve ? openPool(policy, options.resolve) : sharedPool(policy);
  return {
    fetch: (request) => fetchWhole(request, agent),
    asFetch:
      (limits = {}) =>
      (input, init) =>
        fetchStreaming(input, init, limits, agent),
    pinHost: async (name, port) => {
      const target = parseEgressHost(name, port);
      const [address] = await guard(target);
      return {
        address,
        host: target.host,
        port,
        servername: address === target.host ? undefined : target.host,
      };
    },
  };
}

type Pool = { agent: Agent; guard: EgressGuard };

const maxPools = 256;
const pools = new Map<string, Pool>();

function openPool(policy: EgressPolicy, resolve?: ResolveHost): Pool {
  const guard = createEgressGuard(policy, resolve);
  return { guard, agent: createEgressAgent(guard) };
}

function sharedPool(policy: EgressPolicy): Pool {
  const key = JSON.stringify([
    policy.localOnly ?? false,
    policy.allowLoopback ?? false,
    [...policy.allowHosts].sort(),
  ]);
  const pool = pools.get(key) ?? openPool(policy);
  pools.delete(key);
  pools.set(key, pool);
  const [oldestKey] = pools.keys();
  // Dropped, not closed: a run may still hold it, and idle sockets close themselves within seconds.
  if (pools.size > maxPools && oldestKey !== undefined) pools.delete(oldestKey);
  return pool;
}

async function fetchWhole(request: EgressRequest, agent: Agent): Promise<EgressResponse> {
  const { timeoutMs = 30_000, maxBytes = 2_097_152, maxRedirects = 5, truncate = false, signal } = request;
  const { host } = parseEgressTarget(request.url);
  const method = readMethod(request.method, request.body !== undefined);
  const headers = readHeaders(request.headers);
  const deadline = startDeadline({ host, timeoutMs, signal });
  try {
    const outgoing = { url: request.url, method, headers, body: request.body };
    const { response, url, redirects } = await followRedirects(outgoing, {
      agent,
      signal: deadline.signal,
      maxRedirects,
    });
    const chunks: Uint8Array[] = [];
    const reader = limitBody(response, { host: url.host, maxBytes, truncate, deadline });
    let step = await reader.next();
    for (; !step.done; step = await reader.next()) chunks.push(step.value);
    const body = new Uint8Array(Buffer.concat(chunks));
    return {
      status: response.status,
      headers: new Headers([...response.headers]),
      url: url.href,
      body,
      isTruncated: step.value,
      redirects,
      text: () => new TextDecoder().decode(body),
    };
  } catch (caught) {
    throw describeEgressFailure(caught, host, deadline.signal);
  } finally {
    deadline.end();
  }
}

async function fetchStreaming(
  input: string | URL | Request,
  init: RequestInit | undefined,
  limits: EgressFetchOptions,
  agent: Agent,
): Promise<Response> {
  const { timeoutMs = 600_000, idleTimeoutMs, maxBytes = 67_108_864, maxRedirects = 5 } = limits;
  const outgoing = await readFetchArguments(input, init);
  const { host } = parseEgressTarget(outgoing.url);
  const deadline = startDeadline({ host, timeoutMs, idleTimeoutMs, signal: outgoing.signal });
  try {
    const { response } = await followRedirects(outgoing, { agent, signal: deadline.signal, maxRedirects });
    deadline.touch();
    const isBodiless = response.body === null || [101, 204, 205, 304].includes(response.status);
    if (isBodiless) deadline.end();
    const chunks = isBodiless ? null : limitBody(response, { host, maxBytes, deadline });
    return new Response(chunks && streamOf(chunks, deadline), {
      status: response.status,
      statusText: response.statusText,
      headers: decodedHeaders([...response.headers]),
    });
  } catch (caught) {
    deadline.end();
    // The caller's own abort and plain network failures keep their native shape: SDKs decide on retries by it.
    if (outgoing.signal?.aborted) throw outgoing.signal.reason;
    throw findAppError(caught) ?? caught;
  }
}

function streamOf(
  chunks: AsyncGenerator<Uint8Array, boolean>,
  deadline: Deadline,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const step = await chunks.next();
      if (step.done) controller.close();
      else controller.enqueue(step.value);
    },
    // A reader that walks away must free the socket at once, also while a read is pending.
    cancel: (reason) => deadline.stop(reason),
  });
}

async function readFetchArguments(input: string | URL | Request, init: RequestInit | undefined) {
  const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
  const body = init?.body ?? undefined;
  if (!(input instanceof Request) && (body === undefined || typeof body === "string")) {
    const headers = readHeaders(init?.headers);
    if (body !== undefined && !headers.has("content-type"))
      headers.set("content-type", "text/plain;charset=UTF-8");
    return {
      url: String(input),
      method: readMethod(init?.method, body !== undefined),
      headers,
      body,
      signal,
    };
  }
  // Forms and streams: the platform's own Request knows how to write them down, boundary included.
  const request = new Request(input, {
    ...init,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  });
  const bytes = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
  return {
    url: request.url,
    method: request.method,
    headers: new Headers(request.headers),
    body: bytes,
    signal,
  };
}

function readMethod(method = "GET", hasBody: boolean): string {
  const name = method.toUpperCase();
  if (!/^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(name)) {
    throw new AppError("invalid_input", `"${method.slice(0, 20)}" is not a method that can be called.`);
  }
  if (hasBody && (name === "GET" || name === "HEAD")) {
    throw new AppError("invalid_input", `A ${name} request cannot carry a body.`);
  }
  return name;
}

/** The body arrives decompressed, so the headers that describe its compressed form would mislead a reader. */
function decodedHeaders(pairs: [string, string][]): Headers {
  const headers = new Headers(pairs);
  if (headers.has("content-encoding"))
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return headers;
}
