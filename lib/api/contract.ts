import type { z } from "zod";

/** Who may call a route at all; finer rights are checked by the operation. */
export type Audience = "member" | "public";

/**
 * One HTTP route: the schema of what goes in and out. Path parameters stand in braces, as in
 * `/api/v1/runs/{id}`. The route handler, the client and the OpenAPI document are all made from it.
 */
export type Contract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  summary: string;
  tag: string;
  audience?: Audience;
  params?: Params;
  query?: Query;
  body?: Body;
  response: Response;
  /** The status of success, 200 unless said. */
  status?: number;
  /** True where an `Idempotency-Key` header is honoured. */
  idempotent?: boolean;
  /** The largest body taken, in bytes; 1 MiB unless said. */
  maxBodyBytes?: number;
  /** Requests a minute and caller, where this route needs a limit other than the usual one. */
  perMinute?: number;
};

/** Keeps the exact schemas of a contract for inference. */
export function defineContract<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(contract: Contract<Params, Query, Body, Response>): Contract<Params, Query, Body, Response> {
  return contract;
}

/** What an operation behind a contract receives, after parsing. */
export type ContractInput<C> =
  C extends Contract<infer Params, infer Query, infer Body, z.ZodType>
    ? { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> }
    : never;

/** What an operation behind a contract answers, before presenting. */
export type ContractOutput<C> =
  C extends Contract<z.ZodType, z.ZodType, z.ZodType, infer Response> ? z.input<Response> : never;
