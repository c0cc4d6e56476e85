"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Select } from "#components/ui/select.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type Role, roles } from "#lib/access/permissions.ts";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import {
  changeMemberContract,
  listMembersContract,
  removeMemberContract,
} from "#lib/api/contracts/members.ts";
import { InvitationList } from "./invitation-list.tsx";

type Member = CallOutput<typeof listMembersContract>["items"][number];

/** Who is in the workspace with which role, and who is invited. */
export function MemberSection() {
  const t = useTranslations("settings");
  const roleOptions = roles.map((role) => ({ value: role, label: t(`roles.${role}`) }));
  const client = useQueryClient();
  const query = useQuery({ queryKey: ["members"], queryFn: () => callApi(listMembersContract) });
  const refresh = () => client.invalidateQueries({ queryKey: ["members"] });
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      callApi(changeMemberContract, { params: { id }, body: { role } }),
    onSuccess: (member) => showDone(t("isNow", { name: member.name, role: t(`roles.${member.role}`) })),
    onError: showFailure,
    onSettled: refresh,
  });
  async function remove(member: Member): Promise<void> {
    try {
      await callApi(removeMemberContract, { params: { id: member.id } });
    } catch (caught) {
      showFailure(caught);
    }
    await refresh();
  }
  const columns: Column<Member>[] = [
    {
      id: "name",
      header: t("name"),
      cell: (member) => (
        <span className="flex flex-col">
          <span className="font-medium">{member.name}</span>
          <span className="text-muted text-xs">{member.email}</span>
        </span>
      ),
    },
    {
      id: "role",
      header: t("role"),
      width: "150px",
      cell: (member) => (
        <Select
          aria-label={t("roleOf", { name: member.name })}
          options={roleOptions}
          value={member.role}
          onChange={(role) => change.mutate({ id: member.id, role })}
        />
      ),
    },
    {
      id: "joined",
      header: t("joined"),
      align: "end",
      wide: true,
      cell: (member) => (
        <span className="text-muted">
          <RelativeTime at={member.createdAt} />
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">{t("actions")}</span>,
      width: "48px",
      cell: (member) => (
        <ConfirmDialog
          title={t("remove", { name: member.name })}
          confirm={t("removeMember")}
          trigger={<IconButton icon="trash-2" size={28} label={t("remove2", { name: member.name })} />}
          onConfirm={() => remove(member)}
        >
          <p>{t("theyAreSignedOutEverywhere")}</p>
        </ConfirmDialog>
      ),
    },
  ];
  return (
    <div className="flex flex-col">
      <QueryView query={query} failed={t("theMembersCouldNotBe")}>
        {(data) => (
          <Table label={t("members")} columns={columns} rows={data.items} rowKey={(member) => member.id} />
        )}
      </QueryView>
      <InvitationList />
    </div>
  );
}
