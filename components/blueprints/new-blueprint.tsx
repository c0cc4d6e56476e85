"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Badge } from "#components/ui/badge.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type CallInput, callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { goalDocument } from "./blank-document.ts";

type NewBlueprint = NonNullable<CallInput<typeof blueprintContracts.create>["body"]>;

const cardClass =
  "flex flex-col items-start gap-1 rounded-lg border border-line bg-panel p-4 text-left transition-colors hover:border-accent hover:bg-hover/40 disabled:pointer-events-none disabled:opacity-60";

function StartCard(props: {
  icon: IconName;
  title: string;
  text: string;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" className={cardClass} disabled={props.disabled} onClick={props.onClick}>
      <span className="flex items-center gap-2 font-semibold">
        <Icon name={props.icon} className="text-accent" />
        {props.title}
      </span>
      <span className="text-muted">{props.text}</span>
    </button>
  );
}

/** The ways to a new blueprint: a template with its data, a goal, or an empty canvas. */
export function NewBlueprint() {
  const router = useRouter();
  const client = useQueryClient();
  const templates = useQuery({
    queryKey: ["templates"],
    queryFn: () => callApi(blueprintContracts.templates),
  });
  const create = useMutation({
    mutationFn: (body: NewBlueprint) => callApi(blueprintContracts.create, { body }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["blueprints"] });
      router.push(`/blueprints/${made.id}`);
    },
  });
  const busy = create.isPending || create.isSuccess;
  return (
    <div className="flex flex-col gap-5">
      {create.isError && <ErrorNotice title="The blueprint was not made" error={create.error} />}
      <section className="flex flex-col gap-2">
        <h3 className="text-muted text-xs">Start from a template, with data to try it on</h3>
        <div className="grid gap-3 md:grid-cols-2">
          {templates.isPending && [0, 1].map((slot) => <Skeleton key={slot} className="h-32 rounded-lg" />)}
          {templates.isError && (
            <ErrorNotice
              title="The templates could not be loaded"
              error={templates.error}
              onRetry={() => void templates.refetch()}
            />
          )}
          {templates.data?.items.map((template) => (
            <button
              key={template.slug}
              type="button"
              className={cardClass}
              disabled={busy}
              onClick={() => create.mutate({ template: template.slug })}
            >
              <span className="flex w-full items-center gap-2 font-semibold">
                <Icon name="workflow" className="text-role-agent" />
                {template.name}
                {busy && create.variables?.template === template.slug && (
                  <Icon name="loader-circle" size={14} className="ml-auto animate-spin text-accent" />
                )}
              </span>
              <span className="text-muted">{template.description}</span>
              <span className="mt-2 flex flex-wrap gap-1">
                {template.shows.map((shown) => (
                  <Badge key={shown}>{shown}</Badge>
                ))}
              </span>
            </button>
          ))}
        </div>
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="text-muted text-xs">Or draw it yourself</h3>
        <div className="grid gap-3 md:grid-cols-2">
          <StartCard
            icon="target"
            title="Start with a goal"
            text="Say what success is first; then add who pursues it."
            disabled={busy}
            onClick={() => create.mutate({ document: goalDocument("New goal") })}
          />
          <StartCard
            icon="plus"
            title="Empty canvas"
            text="Nothing on it; pick nodes from the palette."
            disabled={busy}
            onClick={() => create.mutate({ name: "Untitled blueprint" })}
          />
        </div>
      </section>
    </div>
  );
}
