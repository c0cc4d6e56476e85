"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { testModelContract } from "#lib/api/contracts/models.ts";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import type { Translate } from "#lib/translations/translate.ts";

type Tested = CallOutput<typeof testModelContract>;

/** One tiny call to a provider with the settings as they stand in the form, and what came back. */
export function useModelTest(provider: string, label: string, settings: ModelSettings, isReady: boolean) {
  const t = useTranslations("settings");
  const test = useMutation({
    mutationFn: () => {
      // A row still being typed is no part of what is tried.
      const endpoints = settings.endpoints.filter((one) => one.name !== "" && one.baseUrl !== "");
      return callApi(testModelContract, { body: { provider, settings: { ...settings, endpoints } } });
    },
  });
  const button: ReactNode = (
    <Button
      type="button"
      size="sm"
      aria-label={t("test", { label })}
      disabled={!isReady}
      busy={test.isPending}
      onClick={() => test.mutate()}
    >
      {t("test2")}
    </Button>
  );
  const result: ReactNode = (
    <div role="status" className="empty:hidden">
      {test.isError && <Line good={false}>{test.error.message}</Line>}
      {test.data && <Line good={test.data.ok}>{inWords(t, test.data)}</Line>}
    </div>
  );
  return { button, result };
}

function Line({ good, children }: { good: boolean; children: string }) {
  return (
    <p className={`flex items-start gap-1.5 text-xs ${good ? "text-ok" : "text-failed"}`}>
      <Icon name={good ? "circle-check" : "circle-alert"} size={14} className="mt-px shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}

function inWords(t: Translate<"settings">, tested: Tested): string {
  if (!tested.ok) return tested.message;
  return t("modelAnswered", {
    model: tested.model,
    answer: tested.answer.trim(),
    duration: tested.durationMs,
    input: tested.inputTokens ?? "?",
    output: tested.outputTokens ?? "?",
    cost: tested.costUsd === null ? t("priceUnknown") : `$${tested.costUsd.toFixed(6)}`,
  });
}
