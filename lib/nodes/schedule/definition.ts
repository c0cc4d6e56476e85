import { z } from "zod";
import { cronProblem } from "#lib/foundation/cron.ts";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({
  cron: z.string().max(120).default("0 9 * * 1-5"),
  timezone: z.string().max(64).default("UTC"),
  text: z.string().max(2000).default(""),
});

/** Starts a run at set times. */
export const scheduleDefinition = defineNode({
  kind: "schedule",
  role: "trigger",
  title: "Schedule",
  summary: "At set times",
  icon: "clock",
  hue: "integration",
  group: "Integrations",
  config,
  form: {
    cron: { control: "cron", label: "When", hint: "Minute, hour, day, month, weekday." },
    timezone: { control: "text", label: "Time zone", placeholder: "Europe/Berlin" },
    text: { control: "textarea", label: "What to tell the agent" },
  },
  ports: () => [{ id: "starts", side: "out", relation: "starts", label: "starts" }],
  summarize: (schedule) => `${schedule.cron} · ${schedule.timezone}`,
  check: (schedule) => {
    const problem = cronProblem(schedule.cron, schedule.timezone);
    return problem ? [{ severity: "error", field: "cron", message: problem }] : [];
  },
  docs: "Fires at the times of a cron expression in its time zone, once across all workers, also after a restart. Of several times missed while nothing ran, one is made up, late. When a run cannot be started, the node says why and the schedule goes on with its next time.",
});
