"use client";

import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import type { ModelSettings } from "#lib/models/model-settings.ts";

type Endpoint = ModelSettings["endpoints"][number];

/** Servers that speak the OpenAI protocol, by base URL. */
export function EndpointFields({
  endpoints,
  secretOptions,
  noKey,
  onChange,
}: {
  endpoints: Endpoint[];
  secretOptions: SelectOption[];
  noKey: string;
  onChange: (endpoints: Endpoint[]) => void;
}) {
  const change = (at: number, patch: Partial<Endpoint>) =>
    onChange(endpoints.map((endpoint, index) => (index === at ? { ...endpoint, ...patch } : endpoint)));
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">Own endpoints</h3>
      <p className="text-muted">
        Ollama, vLLM, LM Studio, OpenRouter and others. Use the name as provider in a tier, such as{" "}
        <code>local/llama</code>.
      </p>
      {endpoints.map((endpoint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an endpoint has no identity but its place while being typed
        <div key={index} className="flex flex-wrap items-center gap-2">
          <div className="w-32">
            <Input
              required
              mono
              aria-label={`Name of endpoint ${index + 1}`}
              placeholder="local"
              pattern="[a-z0-9][a-z0-9\-]*"
              value={endpoint.name}
              onChange={(event) => change(index, { name: event.target.value })}
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
              onChange={(event) => change(index, { baseUrl: event.target.value })}
            />
          </div>
          <div className="w-40">
            <Select
              aria-label={`Key of endpoint ${index + 1}`}
              options={secretOptions}
              value={endpoint.secret ?? noKey}
              onChange={(secret) => change(index, { secret: secret === noKey ? undefined : secret })}
            />
          </div>
          <IconButton
            icon="trash-2"
            size={28}
            label={`Remove endpoint ${index + 1}`}
            onClick={() => onChange(endpoints.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <Button
        size="sm"
        icon="plus"
        className="self-start"
        onClick={() => onChange([...endpoints, { name: "", baseUrl: "", kind: "openai-compatible" }])}
      >
        Add endpoint
      </Button>
    </section>
  );
}
