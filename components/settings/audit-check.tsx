"use client";

import { useMutation } from "@tanstack/react-query";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { verifyAuditContract } from "#lib/api/contracts/audit.ts";

type Verification = CallOutput<typeof verifyAuditContract>;

function Finding({ found }: { found: Verification }) {
  const count = (number: number, one: string, many: string) =>
    `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  if (found.flaw) {
    return (
      <p className="text-failed">
        <strong>Broken at entry {found.flaw.seq}:</strong> {found.flaw.reason}. Somebody changed the database
        directly; compare with a backup or an earlier export.
      </p>
    );
  }
  return (
    <p className="text-ok">
      Unbroken: {count(found.entries, "entry", "entries")} and the logs of{" "}
      {count(found.runs.unchanged, "run", "runs")} are as they were written.
      {found.runs.gone > 0 && ` ${count(found.runs.gone, "run was", "runs were")} deleted since.`}
    </p>
  );
}

/** Proves the log on the spot, and hands it out as a file. */
export function AuditCheck() {
  const check = useMutation({ mutationFn: () => callApi(verifyAuditContract) });
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-b p-3">
      <p className="min-w-64 flex-1 text-muted">
        Every change of the workspace and the log of every run that ended, each entry chained to the one
        before.
      </p>
      <Button busy={check.isPending} onClick={() => check.mutate()}>
        Check the log
      </Button>
      <a href="/api/v1/audit/export" download className={buttonClass()}>
        <Icon name="download" />
        Export
      </a>
      <div role="status" className="basis-full empty:hidden">
        {check.data && <Finding found={check.data} />}
      </div>
      {check.isError && <ErrorNotice title="The log could not be checked" error={check.error} />}
    </div>
  );
}
