"use client";

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
  const { endpoints } = props.settings;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">Own endpoints</h3>
      <p className="text-muted">
        Ollama, vLLM, LM Studio, OpenRouter and others that speak the OpenAI protocol, for chat and for
        embeddings. A model there is called <code>name/model</code>, such as <code>local/llama</code>. Limits
        in money hold only where the price per million tokens is set.
      </p>
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
        Add endpoint
      </Button>
    </section>
  );
}

function EndpointRow({ index, settings, secretOptions, noKey, onChange }: Fields & { index: number }) {
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
            aria-label={`Name of endpoint ${index + 1}`}
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
            aria-label={`Base URL of endpoint ${index + 1}`}
            placeholder="http://localhost:11434/v1"
            value={endpoint.baseUrl}
            onChange={(event) => change({ baseUrl: event.target.value })}
          />
        </div>
        <div className="w-40">
          <Select
            aria-label={`Key of endpoint ${index + 1}`}
            options={secretOptions}
            value={endpoint.secret ?? noKey}
            onChange={(secret) => change({ secret: secret === noKey ? undefined : secret })}
          />
        </div>
        {(["input", "output"] as const).map((side) => (
          <div key={side} className="w-28">
            <Input
              inputMode="decimal"
              aria-label={`Price of endpoint ${index + 1}, USD per million ${side} tokens`}
              placeholder={`$/M ${side}`}
              defaultValue={endpoint.price?.[side] ?? ""}
              onBlur={(event) => change({ price: priceWith(endpoint.price, side, event.target.value) })}
            />
          </div>
        ))}
        {button}
        <IconButton
          icon="trash-2"
          size={28}
          label={`Remove endpoint ${index + 1}`}
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
