"use client";

import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import { useModelTest } from "./model-test.tsx";

type Endpoint = ModelSettings["endpoints"][number];

type Fields = {
  settings: ModelSettings;
  secretOptions: SelectOption[];
  noKey: string;
  onChange: (endpoints: Endpoint[]) => void;
};

/** Servers that speak the OpenAI protocol, by base URL. */
export function EndpointFields(props: Fields) {
  const t = useTranslations("settings");
  const { endpoints } = props.settings;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("ownEndpoints")}</h3>
      <p className="text-muted">{t.rich("endpointsHint", { code: (text) => <code>{text}</code> })}</p>
      {endpoints.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an endpoint has no identity but its place while being typed
        <EndpointRow key={index} index={index} {...props} />
      ))}
      <Button
        size="sm"
        icon="plus"
        className="self-start"
        onClick={() => props.onChange([...endpoints, { name: "", baseUrl: "", kind: "openai-compatible" }])}
      >
        {t("addEndpoint")}
      </Button>
    </section>
  );
}

function EndpointRow({ index, settings, secretOptions, noKey, onChange }: Fields & { index: number }) {
  const t = useTranslations("settings");
  const { endpoints } = settings;
  const endpoint = endpoints[index] ?? { name: "", baseUrl: "", kind: "openai-compatible" };
  const change = (patch: Partial<Endpoint>) =>
    onChange(endpoints.map((other, at) => (at === index ? { ...other, ...patch } : other)));
  const isComplete = endpoint.name !== "" && endpoint.baseUrl !== "";
  const { button, result } = useModelTest(endpoint.name, `endpoint ${index + 1}`, settings, isComplete);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <div className="w-32">
          <Input
            required
            mono
            aria-label={t("nameOfEndpoint", { value: index + 1 })}
            placeholder="local"
            pattern="[a-z0-9][a-z0-9\-]*"
            value={endpoint.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
        <div className="min-w-56 flex-1">
          <Input
            required
            mono
            type="url"
            aria-label={t("baseUrlOfEndpoint", { value: index + 1 })}
            placeholder="http://localhost:11434/v1"
            value={endpoint.baseUrl}
            onChange={(event) => change({ baseUrl: event.target.value })}
          />
        </div>
        <div className="w-40">
          <Select
            aria-label={t("keyOfEndpoint", { value: index + 1 })}
            options={secretOptions}
            value={endpoint.secret ?? noKey}
            onChange={(secret) => change({ secret: secret === noKey ? undefined : secret })}
          />
        </div>
        {(["input", "output"] as const).map((side) => (
          <div key={side} className="w-28">
            <Input
              inputMode="decimal"
              aria-label={t("priceOfEndpointUsdPer", { value: index + 1, side })}
              placeholder={`$/M ${side}`}
              defaultValue={endpoint.price?.[side] ?? ""}
              onBlur={(event) => change({ price: priceWith(endpoint.price, side, event.target.value) })}
            />
          </div>
        ))}
        <div className="w-28">
          <Input
            inputMode="numeric"
            aria-label={t("windowOfEndpoint", { value: index + 1 })}
            placeholder="window"
            defaultValue={endpoint.window ?? ""}
            onBlur={(event) => change({ window: windowFrom(event.target.value) })}
          />
        </div>
        {button}
        <IconButton
          icon="trash-2"
          size={28}
          label={t("removeEndpoint", { value: index + 1 })}
          onClick={() => onChange(endpoints.filter((_, other) => other !== index))}
        />
      </div>
      {result}
    </div>
  );
}

function priceWith(price: Endpoint["price"], side: "input" | "output", text: string): Endpoint["price"] {
  const value = Number(text.replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) return undefined;
  return { input: price?.input ?? value, output: price?.output ?? value, [side]: value };
}

function windowFrom(text: string): number | undefined {
  const value = Number(text.replace(/[\s.,]/g, ""));
  return Number.isInteger(value) && value >= 256 ? value : undefined;
}
