"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { pinResult, unpinResult } from "#components/canvas/store/test-pins.ts";
import { useDesigner, useSession } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

/** The result that stands in for this ability in test runs, as JSON; nothing of it is saved with the blueprint. */
export function PinnedResult({ nodeId }: { nodeId: string }) {
  const t = useTranslations("inspector");
  const designer = useDesigner();
  const pinned = useSession((session) => session.pinned);
  const isPinned = Object.hasOwn(pinned, nodeId);
  const kept = isPinned ? JSON.stringify(pinned[nodeId], null, 2) : "";
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? kept;
  const value = read(text);
  return (
    <section aria-label={t("pinned.title")} className="flex flex-col gap-2 border-line border-t pt-4">
      <div>
        <h3 className="font-medium text-sm">{t("pinned.title")}</h3>
        <p className="text-muted text-xs">{isPinned ? t("pinned.on") : t("pinned.off")}</p>
      </div>
      <Field
        label={t("pinned.result")}
        {...(text.trim() !== "" && value === undefined ? { error: t("pinned.notJson") } : {})}
      >
        <Textarea
          mono
          rows={3}
          value={text}
          placeholder={'{ "status": "shipped" }'}
          onChange={(event) => setDraft(event.target.value)}
        />
      </Field>
      <div className="flex gap-2">
        <Button
          size="sm"
          icon="pin"
          disabled={value === undefined || (isPinned && text === kept)}
          onClick={() => {
            if (value === undefined) return;
            pinResult(designer, nodeId, value.is);
            setDraft(null);
          }}
        >
          {t("pinned.pin")}
        </Button>
        {isPinned && (
          <Button
            size="sm"
            icon="pin-off"
            onClick={() => {
              unpinResult(designer, nodeId);
              setDraft(null);
            }}
          >
            {t("pinned.unpin")}
          </Button>
        )}
      </div>
    </section>
  );
}

function read(text: string): { is: unknown } | undefined {
  try {
    return { is: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
