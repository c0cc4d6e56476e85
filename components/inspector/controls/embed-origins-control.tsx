"use client";

import { useTranslations } from "use-intl";
import { useDesigner, useSession } from "#components/canvas/store/use-designer.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { asWords, type ControlProps } from "../control-props.ts";
import { ListInput } from "./list-control.tsx";

/** The sites that may show the hosted page in a frame, and what to paste there. */
export function EmbedOriginsControl({ control, path, value, onChange, problemAt }: ControlProps) {
  const t = useTranslations("inspector");
  const { slug } = useDesigner();
  const isLive = useSession((session) => session.liveVersion !== null);
  const origins = asWords(value);
  const snippet = `<iframe src="${location.origin}/chat/${slug}" title="${t("chat")}" style="width: 100%; max-width: 420px; height: 640px; border: 0" allow="clipboard-write"></iframe>`;
  const problems = origins.flatMap((_, index) => problemAt(`${path}.${index}`) ?? []);
  return (
    <div className="flex flex-col gap-2">
      <ListInput
        label={control.label}
        placeholder={control.placeholder}
        words={origins}
        onChange={(words) => onChange(words.map((word) => word.trim().replace(/(?<=[^:/])\/+$/, "")))}
      />
      {problems.map((problem) => (
        <p key={problem} className="text-failed text-xs">
          {problem}
        </p>
      ))}
      {origins.length > 0 && (
        <div className="rounded-md border border-line bg-ground p-2">
          <div className="flex items-center justify-between gap-2">
            <p className="font-medium text-xs">{t("pasteThis")}</p>
            <CopyButton text={snippet} label={t("copySnippet")} />
          </div>
          <code data-testid="embed-snippet" className="block break-all font-mono text-muted text-xs">
            {snippet}
          </code>
          {!isLive && <p className="mt-1 text-muted text-xs">{t("showsTheChatOnce")}</p>}
        </div>
      )}
    </div>
  );
}
