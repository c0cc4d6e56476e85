"use client";

import { useLocale, useTranslations } from "use-intl";
import { useDesigner, useDocument } from "#components/canvas/store/use-designer.ts";
import { OfferLink } from "#components/inspector/offer-button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { tokensOf } from "#lib/blueprint/checks/prompt-rules.ts";
import { adviseOnPrompt } from "#lib/blueprint/checks/prompts.ts";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";

const looks = {
  error: { icon: "circle-alert", word: "error", color: "text-failed" },
  warning: { icon: "triangle-alert", word: "warning", color: "text-waiting" },
  hint: { icon: "info", word: "hint", color: "text-muted" },
} as const;

/** What could be better in an agent's instructions, told while they are written; no model is asked. */
export function PromptAssistant({ nodeId, instructions }: { nodeId: string; instructions: string }) {
  const t = useTranslations("agentPage");
  const locale = useLocale();
  const designer = useDesigner();
  const document = useDocument((whole) => whole);
  const advice = adviseOnPrompt(document, nodeId) ?? [];
  return (
    <section aria-label={t("promptAssistant")} className="flex flex-col gap-2">
      <p className="flex items-center justify-between gap-2 text-muted text-xs">
        <span>{t("checkedAsYouWrite")}</span>
        <span className="tabular-nums">
          {t("tokensATurn", { tokens: tokensOf(instructions).toLocaleString(locale) })}
        </span>
      </p>
      {advice.length === 0 && instructions.trim() !== "" && (
        <p className="flex items-center gap-1.5 text-ok text-sm">
          <Icon name="circle-check" size={15} />
          {t("nothingToSay")}
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {advice.map(({ severity, code, message, why, fix, offer }) => {
          const { icon, word, color } = looks[severity];
          return (
            <li
              key={`${code} ${message}`}
              data-testid={`advice-${code}`}
              className="flex gap-2.5 rounded-lg border border-line bg-ground p-3"
            >
              <Icon name={icon} label={t(word)} size={15} className={`mt-0.5 shrink-0 ${color}`} />
              <span className="flex min-w-0 flex-col items-start gap-1">
                <span className="font-medium">{message}</span>
                {why && <span className="text-muted text-xs">{why}</span>}
                {fix && <span className="text-muted text-xs">{fix}</span>}
                {offer && (
                  <OfferLink
                    label={offer.label}
                    onClick={() =>
                      designer.document.edit((whole) =>
                        changeConfig(whole, nodeId, { [offer.field]: offer.value }),
                      )
                    }
                  />
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
