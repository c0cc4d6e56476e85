"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { verifyAuditContract } from "#lib/api/contracts/audit.ts";

type Verification = CallOutput<typeof verifyAuditContract>;

function Finding({ found }: { found: Verification }) {
  const t = useTranslations("settings");
  if (found.flaw) {
    const { seq, reason } = found.flaw;
    return (
      <p className="text-failed">
        {t.rich("brokenAt", { seq, reason, strong: (text) => <strong>{text}</strong> })}
      </p>
    );
  }
  return (
    <p className="text-ok">
      {t("unbroken", { entries: found.entries, runs: found.runs.unchanged })}
      {found.runs.gone > 0 && t("deletedSince", { gone: found.runs.gone })}
    </p>
  );
}

/** Proves the log on the spot, and hands it out as a file. */
export function AuditCheck() {
  const t = useTranslations("settings");
  const check = useMutation({ mutationFn: () => callApi(verifyAuditContract) });
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-b p-3">
      <p className="min-w-64 flex-1 text-muted">{t("everyChange")}</p>
      <Button busy={check.isPending} onClick={() => check.mutate()}>
        {t("checkTheLog")}
      </Button>
      <a href="/api/v1/audit/export" download className={buttonClass()}>
        <Icon name="download" />
        {t("export")}
      </a>
      <div role="status" className="basis-full empty:hidden">
        {check.data && <Finding found={check.data} />}
      </div>
      {check.isError && <ErrorNotice title={t("logNotChecked")} error={check.error} />}
    </div>
  );
}
