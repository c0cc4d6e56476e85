"use client";

import { useTranslations } from "use-intl";
import { Select } from "#components/ui/select.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { useColleagues } from "./use-colleagues.ts";
import { useAssign, useComments } from "./use-comments.ts";

const nobody = "nobody";

/** Who looks after a run, for those who may say so to choose. */
export function AssigneeSelect({ runId }: { runId: string }) {
  const t = useTranslations("comments");
  const { data } = useComments(runId);
  const colleagues = useColleagues();
  const assign = useAssign(runId);
  const current = data?.assignee ?? null;
  if (!data?.mayWrite) return <span>{current?.name ?? t("nobody")}</span>;
  const able = colleagues.filter(({ role }) => role !== "viewer");
  const listed = current && !able.some(({ userId }) => userId === current.userId) ? [...able, current] : able;
  return (
    <Select
      aria-label={t("assignedTo")}
      className="min-w-40"
      options={[
        { value: nobody, label: t("nobody") },
        ...listed.map(({ userId, name }) => ({ value: userId, label: name })),
      ]}
      value={current?.userId ?? nobody}
      disabled={assign.isPending}
      onChange={(value) => assign.mutate(value === nobody ? null : value, { onError: showFailure })}
    />
  );
}
