"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Select } from "#components/ui/select.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { type Role, roles } from "#lib/access/permissions.ts";
import { callApi } from "#lib/api/client.ts";
import {
  createInvitationContract,
  deleteInvitationContract,
  listInvitationsContract,
} from "#lib/api/contracts/invitations.ts";
import { ShownOnce } from "./shown-once.tsx";

/** Makes invitation links and withdraws open ones. */
export function InvitationList() {
  const t = useTranslations("settings");
  const roleOptions = roles.map((role) => ({ value: role, label: t(`roles.${role}`) }));
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const query = useQuery({ queryKey: ["invitations"], queryFn: () => callApi(listInvitationsContract) });
  const refresh = () => client.invalidateQueries({ queryKey: ["invitations"] });
  const invite = useMutation({
    mutationFn: () => callApi(createInvitationContract, { body: { email, role } }),
    onSuccess: () => setEmail(""),
    onSettled: refresh,
  });
  const withdraw = useMutation({
    mutationFn: (id: string) => callApi(deleteInvitationContract, { params: { id } }),
    onError: showFailure,
    onSettled: refresh,
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    invite.mutate();
  }
  return (
    <div className="flex flex-col gap-3 border-line border-t p-4">
      <h3 className="font-semibold">{t("inviteByLink")}</h3>
      <form onSubmit={submit} className="flex max-w-2xl flex-wrap items-end gap-2">
        <Field label="E-mail" className="min-w-52 flex-1">
          <Input type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Field label={t("role")} className="w-36">
          <Select options={roleOptions} value={role} onChange={setRole} />
        </Field>
        <Button type="submit" icon="link" busy={invite.isPending}>
          {t("makeLink")}
        </Button>
      </form>
      {invite.isError && <ErrorNotice title={t("noLinkWasMade")} error={invite.error} />}
      {invite.data && (
        <ShownOnce
          label={t("linkFor", { email: invite.data.email })}
          value={`${window.location.origin}${invite.data.path}`}
        />
      )}
      <ul className="flex flex-col">
        {query.data?.items.map((invitation) => (
          <li
            key={invitation.id}
            className="flex items-center gap-3 border-line border-t py-1.5 first:border-t-0"
          >
            <span className="min-w-0 flex-1 truncate">{invitation.email}</span>
            <span className="text-muted">{t(`roles.${invitation.role}`)}</span>
            <span className="text-muted">
              {t.rich("expires", { time: () => <RelativeTime at={invitation.expiresAt} /> })}
            </span>
            <IconButton
              icon="x"
              size={28}
              label={t("withdrawTheInvitationOf", { email: invitation.email })}
              onClick={() => withdraw.mutate(invitation.id)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
