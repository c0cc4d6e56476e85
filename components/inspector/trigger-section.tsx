"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { triggerContracts } from "#lib/api/contracts/triggers.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { outcomeHook } from "#lib/nodes/feedback/ways-of-feedback.ts";
import { callCommand } from "./call-command.ts";

type Trigger = CallOutput<typeof triggerContracts.list>["items"][number];

/** What publishing made of a node that starts runs: its address and how to call it, when it fired and why it did not. */
export function TriggerSection({ node }: { node: BlueprintNode }) {
  const t = useTranslations("inspector");
  const { id: blueprintId } = useDesigner();
  const query = useQuery({
    queryKey: ["triggers", blueprintId],
    queryFn: () => callApi(triggerContracts.list, { query: { blueprintId, limit: 100 } }),
    refetchInterval: 15_000,
  });
  const trigger = query.data?.items.find(({ nodeId }) => nodeId === node.id);
  return (
    <section aria-label={t("asPublished")} className="flex flex-col gap-3 border-line border-t pt-3">
      <h3 className="font-semibold text-sm">{t("asPublished")}</h3>
      {query.isError && (
        <ErrorNotice title={t("notLoaded")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && !trigger && (
        <p className="text-muted text-xs">{outcomeHook(node) ? t("noOutcomeHookYet") : t("noTriggerYet")}</p>
      )}
      {trigger?.lastError && (
        <ErrorNotice title={t("didNotStartLastRun")} error={{ code: "", message: trigger.lastError }} />
      )}
      {trigger?.url && (
        <Address
          trigger={trigger}
          path={trigger.url}
          body={outcomeHook(node) ? '{"runId": "the run", "value": true}' : '{"order": 1042}'}
        />
      )}
      {trigger && (trigger.nextAt || trigger.lastAt) && <Times trigger={trigger} />}
    </section>
  );
}

function Address({ trigger, path, body }: { trigger: Trigger; path: string; body: string }) {
  const t = useTranslations("inspector");
  const url = `${window.location.origin}${path}`;
  const command = callCommand(url, trigger.secret, body);
  return (
    <>
      <Copyable label={t("address")} text={url} wraps />
      <Copyable label={trigger.signed ? t("aSignedCall") : t("aCall")} text={command} />
      <p className="text-muted text-xs">
        {trigger.secret ? t("callsMustBeSigned", { secret: trigger.secret }) : t("callsAreNotSigned")}
      </p>
    </>
  );
}

function Copyable({ label, text, wraps = false }: { label: string; text: string; wraps?: boolean }) {
  const t = useTranslations("inspector");
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between">
        <span className="font-medium text-xs">{label}</span>
        <CopyButton text={text} label={t("copyThing", { what: label.toLowerCase() })} />
      </div>
      <pre
        className={`max-h-56 overflow-auto rounded-md bg-hover px-2.5 py-2 font-mono text-xs ${wraps ? "whitespace-pre-wrap break-all" : "whitespace-pre"}`}
      >
        {text}
      </pre>
    </div>
  );
}

function Times({ trigger }: { trigger: Trigger }) {
  const t = useTranslations("inspector");
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
      {trigger.nextAt && (
        <>
          <dt className="text-muted">{t("nextRun")}</dt>
          <dd>
            <RelativeTime at={trigger.nextAt} />
          </dd>
        </>
      )}
      {trigger.lastAt && (
        <>
          <dt className="text-muted">{t("lastCall")}</dt>
          <dd>
            <RelativeTime at={trigger.lastAt} />
          </dd>
        </>
      )}
    </dl>
  );
}
