"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { later } from "#components/ui/later.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { LocalCopy } from "./store/local-copy.ts";
import { useSession } from "./store/use-designer.ts";

const MergeDialog = later(async () => (await import("./merge-dialog.tsx")).MergeDialog);

const strip = "flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-waiting-soft px-4 py-2";

/** Says that somebody else saved meanwhile, and leads to the choice between theirs, mine and both. */
export function ConflictNotice() {
  const t = useTranslations("canvas");
  const save = useSession((session) => session.save);
  const [open, setOpen] = useState(false);
  if (save.is !== "conflict") return null;
  return (
    <>
      <div role="alert" className={strip}>
        <Icon name="git-compare" className="text-waiting" />
        <p className="min-w-60 flex-1">{t("somebodyElseChangedThisBlueprint")}</p>
        <Button size="sm" look="primary" onClick={() => setOpen(true)}>
          {t("compareAndMerge")}
        </Button>
      </div>
      {open && <MergeDialog conflict={save} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Says that the server cannot be reached and where the work is meanwhile. */
export function OfflineNotice() {
  const t = useTranslations("canvas");
  const offline = useSession((session) => session.save.is === "offline");
  if (!offline) return null;
  return (
    <div role="status" className={strip}>
      <Icon name="cloud-off" className="text-waiting" />
      <p className="min-w-60 flex-1">{t("theServerCannotBeReached")}</p>
    </div>
  );
}

/** Offers work that was left behind in this browser. */
export function LocalCopyNotice({
  copy,
  outdated,
  onChoose,
}: {
  copy: LocalCopy;
  /** Somebody saved since; then the copy is merged instead of restored. */
  outdated: boolean;
  onChoose: (choice: "restore" | "discard") => void;
}) {
  const t = useTranslations("canvas");
  return (
    <div role="status" className={strip}>
      <Icon name="history" className="text-waiting" />
      <p className="min-w-60 flex-1">
        {t.rich("localCopy", {
          time: () => <RelativeTime at={copy.at} />,
          outdated: outdated ? "yes" : "no",
        })}
      </p>
      <Button size="sm" onClick={() => onChoose("restore")}>
        {outdated ? t("compareAndMerge") : t("restoreThem")}
      </Button>
      <Button size="sm" onClick={() => onChoose("discard")}>
        {t("discard")}
      </Button>
    </div>
  );
}
