"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { blueprintSchema, emptyBlueprint } from "#lib/blueprint/schema.ts";
import type { RunState } from "#lib/run-events/run-state.ts";
import { ForkForm } from "./fork-form.tsx";

/** Asks "what if": the run again with something changed, in a run of its own. */
export function ForkPanel({ run, document }: { run: RunState; document: unknown }) {
  const t = useTranslations("reasoning");
  const [open, setOpen] = useState(false);
  // Where it can no longer be read the run can be forked all the same, its nodes' settings apart.
  const parsed = useMemo(() => blueprintSchema.safeParse(document).data ?? emptyBlueprint(""), [document]);
  return (
    <Card
      title={t("whatIf")}
      description={t("runsItAgainFromA")}
      action={
        <Button size="sm" icon="split" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("fork")}
        </Button>
      }
    >
      {open ? (
        <ForkForm run={run} document={parsed} />
      ) : (
        <p className="text-muted text-sm">{t("tryAnotherMessageOtherInstructions")}</p>
      )}
    </Card>
  );
}
