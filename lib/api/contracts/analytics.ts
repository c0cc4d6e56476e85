import { z } from "zod";
import { defineContract } from "../contract.ts";

const tag = "Analytics";

/** What results can be broken down by. */
export const metricDimensions = ["day", "blueprint", "version", "channel"] as const;

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    // PostgreSQL reads "+02:00" with the sign turned round, so only names are taken.
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

const metric = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.enum(["count", "rate", "ms", "tokens", "usd"]),
  definition: z.string(),
  better: z.enum(["up", "down", "neither"]),
});

const point = z.object({
  group: z.string(),
  value: z.number().nullable(),
  hits: z.number(),
  trials: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** Routes of analytics. */
export const analyticsContracts = {
  metrics: defineContract({
    method: "GET",
    path: "/api/v1/analytics/metrics",
    summary: "Every metric with its definition",
    tag,
    response: z.object({ items: z.array(metric) }),
  }),
  read: defineContract({
    method: "GET",
    path: "/api/v1/analytics",
    summary:
      "One metric over a period of whole days, compared with the period before; `format=csv` for a file. Draft runs count only with `drafts=true`",
    tag,
    query: z
      .strictObject({
        metric: z.string().max(60),
        from: z.iso.date(),
        to: z.iso.date(),
        zone: z
          .string()
          .max(60)
          .refine(isTimeZone, "Give an IANA time zone, such as Europe/Paris.")
          .default("UTC"),
        by: z.enum(metricDimensions).optional(),
        blueprintId: z.uuid().optional(),
        version: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
        channel: z.string().max(60).optional(),
        drafts: z.enum(["true", "false"]).default("false"),
        format: z.enum(["json", "csv"]).default("json"),
      })
      .refine(({ from, to }) => from <= to, { path: ["to"], message: "The period ends before it begins." })
      .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 1100 * 86_400_000, {
        path: ["from"],
        message: "Give at most 1,100 days.",
      }),
    response: z.object({ metric, total: point, previous: point, rows: z.array(point) }),
  }),
};
