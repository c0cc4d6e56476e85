"use client";

import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { resolveConflict } from "./store/autosave.ts";
import type { LocalCopy } from "./store/local-copy.ts";
import { useDesigner, useSession } from "./store/use-designer.ts";

const strip = "flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-waiting-soft px-4 py-2";

/** Says that somebody else saved meanwhile, and asks whose work counts. */
export function ConflictNotice() {
  const designer = useDesigner();
  const conflict = useSession((session) => session.save.is === "conflict");
  if (!conflict) return null;
  return (
    <div role="alert" className={strip}>
      <Icon name="git-compare" className="text-waiting" />
      <p className="min-w-60 flex-1">
        This blueprint was changed somewhere else since you opened it. Your changes are not saved.
      </p>
      <Button size="sm" onClick={() => resolveConflict(designer, "theirs")}>
        Load theirs
      </Button>
      <Button size="sm" onClick={() => resolveConflict(designer, "mine")}>
        Keep mine
      </Button>
    </div>
  );
}

/** Offers work that was left behind in this browser. */
export function LocalCopyNotice({
  copy,
  onChoose,
}: {
  copy: LocalCopy;
  onChoose: (choice: "restore" | "discard") => void;
}) {
  return (
    <div role="status" className={strip}>
      <Icon name="history" className="text-waiting" />
      <p className="min-w-60 flex-1">
        This browser holds changes that were not saved, from <RelativeTime at={copy.at} />.
      </p>
      <Button size="sm" onClick={() => onChoose("restore")}>
        Restore them
      </Button>
      <Button size="sm" onClick={() => onChoose("discard")}>
        Discard
      </Button>
    </div>
  );
}
