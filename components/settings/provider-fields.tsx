"use client";

import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { type HostedProvider, hostedProviders, providerFacts } from "#lib/models/model-providers.ts";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import { useModelTest } from "./model-test.tsx";

type Fields = {
  settings: ModelSettings;
  secretOptions: SelectOption[];
  noKey: string;
  onChange: (providers: ModelSettings["providers"]) => void;
};

/** A key and perhaps another address for each hosted provider. */
export function ProviderFields(props: Fields) {
  const t = useTranslations("settings");
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("providers")}</h3>
      <p className="text-muted">{t("storeTheKeyUnderSecrets")}</p>
      <div className="flex flex-col">
        {hostedProviders.map((provider) => (
          <ProviderRow key={provider} provider={provider} {...props} />
        ))}
      </div>
    </section>
  );
}

function ProviderRow({
  provider,
  settings,
  secretOptions,
  noKey,
  onChange,
}: Fields & { provider: HostedProvider }) {
  const t = useTranslations("settings");
  const { label, baseUrl } = providerFacts[provider];
  const setting = settings.providers[provider];
  const isReady = setting !== undefined && secretOptions.some((option) => option.value === setting.secret);
  const { button, result } = useModelTest(provider, label, settings, isReady);
  const secrets =
    setting && !isReady
      ? [...secretOptions, { value: setting.secret, label: setting.secret, hint: t("doesNotExist") }]
      : secretOptions;
  return (
    <div className="flex flex-col gap-1.5 border-line border-t py-2.5 first:border-t-0">
      <div className="grid items-center gap-2 sm:grid-cols-[11rem_11rem_minmax(0,1fr)_auto]">
        <div className="flex items-center justify-between gap-2 sm:pr-2">
          <span className="font-medium">{label}</span>
          <Badge tone={isReady ? "ok" : "neutral"} dot>
            {isReady ? t("ready") : t("keyMissing")}
          </Badge>
        </div>
        <Select
          aria-label={t("keyFor", { label })}
          options={secrets}
          value={setting?.secret ?? noKey}
          onChange={(secret) =>
            onChange({
              ...settings.providers,
              [provider]: secret === noKey ? undefined : { ...setting, secret },
            })
          }
        />
        <Input
          mono
          type="url"
          aria-label={t("baseUrlFor", { label })}
          placeholder={baseUrl}
          disabled={setting === undefined}
          value={setting?.baseUrl ?? ""}
          onChange={(event) => {
            if (!setting) return;
            const { secret } = setting;
            const typed = event.target.value.trim();
            onChange({
              ...settings.providers,
              [provider]: typed === "" ? { secret } : { secret, baseUrl: typed },
            });
          }}
        />
        {button}
      </div>
      {setting && !isReady && (
        <p className="text-failed text-xs">{t("theSecretDoesNotExist", { secret: setting.secret })}</p>
      )}
      {result}
    </div>
  );
}
