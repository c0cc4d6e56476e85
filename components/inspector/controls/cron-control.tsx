import { Input } from "#components/ui/input.tsx";
import { cronProblem, nextCronTime } from "#lib/foundation/cron.ts";
import { asText, type ControlProps } from "../control-props.ts";

/** Times in cron form, with the next time they come. */
export function CronControl({ value, onChange, node }: ControlProps) {
  const cron = asText(value);
  const timezone = "timezone" in node.config ? node.config.timezone : "UTC";
  const readable = cronProblem(cron, timezone) === null;
  const next = readable ? nextCronTime(cron, timezone, new Date()) : null;
  return (
    <div className="flex flex-col gap-1">
      <Input mono value={cron} onChange={(event) => onChange(event.target.value)} />
      {next && (
        <p className="text-muted text-xs">
          Next:{" "}
          {new Intl.DateTimeFormat("en", {
            dateStyle: "medium",
            timeStyle: "short",
            timeZone: timezone,
          }).format(next)}
        </p>
      )}
    </div>
  );
}
