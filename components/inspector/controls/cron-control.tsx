import { useTranslations } from "use-intl";
import { Input } from "#components/ui/input.tsx";
import { cronProblem, nextCronTimes } from "#lib/foundation/cron.ts";
import { asText, type ControlProps } from "../control-props.ts";

const shown = 5;

/** Times in cron form, with the next times they come. */
export function CronControl({ value, onChange, node }: ControlProps) {
  const t = useTranslations("inspector");
  const cron = asText(value);
  const timezone = "timezone" in node.config ? node.config.timezone : "UTC";
  const readable = cronProblem(cron, timezone) === null;
  const times = readable ? nextCronTimes(cron, timezone, new Date(), shown) : [];
  const format = readable
    ? new Intl.DateTimeFormat("en", {
        weekday: "short",
        day: "numeric",
        month: "short",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        timeZone: timezone,
      })
    : null;
  return (
    <div className="flex flex-col gap-1.5">
      <Input mono value={cron} onChange={(event) => onChange(event.target.value)} />
      {format && times.length > 0 && (
        <div className="rounded-md bg-hover px-2.5 py-2 text-xs">
          <p className="mb-1 text-muted">
            {times.length === shown ? `Next ${shown} times` : t("nextTimes")}, in {timezone}
          </p>
          <ol aria-label={t("nextTimes")} className="flex flex-col gap-0.5 tabular-nums">
            {times.map((time) => (
              <li key={time.getTime()}>
                <time dateTime={time.toISOString()}>{format.format(time)}</time>
              </li>
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
