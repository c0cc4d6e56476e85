"use client";

import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { Skeleton } from "./skeleton.tsx";
import { whenAtRest } from "./when-at-rest.ts";

/**
 * A component whose script comes after the first paint: when the page is at rest, or when it is shown before that.
 * `waiting` stands in its place until then; where nothing else is said a failure offers to try again.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: (props: Props) => ReactNode = () => null,
  { quiet = false }: { quiet?: boolean } = {},
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  const fetchIt = async () => {
    loaded = await load();
    return loaded;
  };
  whenAtRest(fetchIt);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where its module is read
  return function Later(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Part || failed) return;
      let left = false;
      fetchIt().then(
        (part) => !left && setPart(() => part),
        () => !left && setFailed(true),
      );
      return () => {
        left = true;
      };
    }, [Part, failed]);
    if (Part) return <Part {...props} />;
    if (failed && !quiet) return <LoadFailure onRetry={() => setFailed(false)} />;
    return waiting(props);
  };
}

function LoadFailure({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("ui");
  return (
    <div role="alert" className="flex flex-col items-start gap-2 p-4 text-sm">
      <p>{t("partNotLoaded")}</p>
      <Button size="sm" onClick={onRetry}>
        {t("tryAgain")}
      </Button>
    </div>
  );
}

/** What stands in a panel while its part is loaded. */
export function PanelSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4" aria-busy="true">
      <Skeleton className="h-8" />
      <Skeleton className="h-20" />
      <Skeleton className="h-8 w-2/3" />
    </div>
  );
}
