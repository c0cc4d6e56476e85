import Link from "next/link";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ListedRating } from "#lib/api/contracts/ratings.ts";

/** One rating: the thumb, what was said of it, the question and answer, and the way to the run. */
export function RatingRow({ rating }: { rating: ListedRating }) {
  const t = useTranslations("analytics");
  const isGood = rating.value > 0;
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        <Status icon={isGood ? "thumbs-up" : "thumbs-down"} tone={isGood ? "ok" : "failed"}>
          {isGood ? t("good") : t("bad")}
        </Status>
        <Link href={`/runs/${rating.runId}`} className="rounded-sm font-medium text-text hover:underline">
          {rating.blueprintName}
        </Link>
        <span>{rating.version === null ? t("draft") : `v${rating.version}`}</span>
        <span>{rating.channel}</span>
        <RelativeTime at={rating.createdAt} />
      </div>
      <p dir="auto" className={rating.comment ? "whitespace-pre-wrap break-words" : "text-muted"}>
        {rating.comment || t("noComment")}
      </p>
      <p dir="auto" className="line-clamp-2 break-words text-muted text-xs">
        {rating.question ?? t("startedByAnEvent")} → {rating.answer ?? t("noAnswer")}
      </p>
    </li>
  );
}
