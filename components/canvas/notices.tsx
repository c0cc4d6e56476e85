"use client";

import { useState } from "react";
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
  const save = useSession((session) => session.save);
  const [open, setOpen] = useState(false);
  if (save.is !== "conflict") return null;
  return (
    <>
      <div role="alert" className={strip}>
        <Icon name="git-compare" className="text-waiting" />
        <p className="min-w-60 flex-1">
          Somebody else changed this blueprint since you opened it. Your changes are kept in this browser and
          not saved yet.
        </p>
        <Button size="sm" look="primary" onClick={() => setOpen(true)}>
          Compare and merge
        </Button>
      </div>
      {open && <MergeDialog conflict={save} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Says that the server cannot be reached and where the work is meanwhile. */
export function OfflineNotice() {
  const offline = useSession((session) => session.save.is === "offline");
  if (!offline) return null;
  return (
    <div role="status" className={strip}>
      <Icon name="cloud-off" className="text-waiting" />
      <p className="min-w-60 flex-1">
        The server cannot be reached. You can go on: changes are kept in this browser and saved when it is
        back.
      </p>
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
  return (
    <div role="status" className={strip}>
      <Icon name="history" className="text-waiting" />
      <p className="min-w-60 flex-1">
        This browser holds changes that were not saved, from <RelativeTime at={copy.at} />.
        {outdated && " Somebody else saved since: you can compare and merge."}
      </p>
      <Button size="sm" onClick={() => onChoose("restore")}>
        {outdated ? "Compare and merge" : "Restore them"}
      </Button>
      <Button size="sm" onClick={() => onChoose("discard")}>
        Discard
      </Button>
    </div>
  );
}
