"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ChangeList } from "#components/inspector/change-list.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

// Only whoever looks pays for the drawing.
const Comparison = dynamic(() => import("./comparison.tsx").then((module) => module.Comparison), {
  loading: () => <Skeleton className="h-64" />,
});

/** What differs, as lines; on demand on the canvas, in place or on a page with an address of its own. */
export function InlineComparison({
  id,
  from,
  to,
  stamp,
  inPlace = false,
  listed = to,
}: {
  id: string;
  from: string;
  to: string;
  stamp: string;
  /** Where there is room for the drawing. */
  inPlace?: boolean;
  /** What the lines compare with, where that is not what is drawn. */
  listed?: string;
}) {
  const t = useTranslations("compare");
  const [drawn, setDrawn] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <div className="flex flex-col items-start gap-2">
      {drawn ? (
        <div className="w-full min-w-0">
          <Comparison {...{ id, from, to, stamp, chosen }} layout="over" onChoose={setChosen} />
        </div>
      ) : (
        <div className="w-full">
          <ChangeList id={id} from={from} to={listed} stamp={stamp} />
        </div>
      )}
      <div className="flex gap-1.5">
        {inPlace && (
          <Button size="sm" icon="git-compare" onClick={() => setDrawn(!drawn)}>
            {drawn ? t("showAsAList") : t("showOnTheCanvas")}
          </Button>
        )}
        <Link
          href={`/blueprints/${id}/compare?from=${from}&to=${to}`}
          className={buttonClass("secondary", "sm")}
        >
          {t("compareSideBySide")}
        </Link>
      </div>
    </div>
  );
}
