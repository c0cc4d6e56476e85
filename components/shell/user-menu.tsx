"use client";

import { useQuery } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, type MenuEntry } from "#components/ui/menu.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import {
  listWorkspacesContract,
  readWorkspaceContract,
  switchWorkspaceContract,
} from "#lib/api/contracts/workspaces.ts";
import { type ThemeChoice, useTheme } from "./use-theme.ts";

const themes: { choice: ThemeChoice; label: string; icon: "monitor" | "sun" | "moon" }[] = [
  { choice: "system", label: "Theme: as the device", icon: "monitor" },
  { choice: "light", label: "Theme: light", icon: "sun" },
  { choice: "dark", label: "Theme: dark", icon: "moon" },
];

/** Everything on screen belongs to the workspace left, so the page is loaded anew. */
async function moveTo(id: string): Promise<void> {
  try {
    await callApi(switchWorkspaceContract, { params: { id } });
    window.location.assign("/blueprints");
  } catch (caught) {
    showFailure(caught);
  }
}

/** Which workspace one is in and which others there are, the theme, and the way out. */
export function UserMenu() {
  const [theme, setTheme] = useTheme();
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => callApi(readWorkspaceContract) });
  const all = useQuery({ queryKey: ["workspaces"], queryFn: () => callApi(listWorkspacesContract) });
  const others: MenuEntry[] = (all.data?.items ?? [])
    .filter(({ isCurrent }) => !isCurrent)
    .map(({ id, name }) => ({
      id,
      label: `Go to ${name}`,
      icon: "arrow-right",
      onSelect: () => void moveTo(id),
    }));
  return (
    <Menu
      side="right"
      align="end"
      trigger={<IconButton icon="user-round" label="Workspace and theme" size={36} tooltipSide="right" />}
      header={
        <div className="border-line border-b px-2 pt-1 pb-2">
          <p className="max-w-52 truncate font-medium text-sm">{workspace.data?.name ?? "Workspace"}</p>
          {workspace.data && <p className="text-muted text-xs">You are {workspace.data.role}</p>}
        </div>
      }
      entries={[
        ...others,
        ...themes.map(({ choice, label, icon }, index) => ({
          label,
          icon,
          separated: index === 0 && others.length > 0,
          chosen: theme === choice,
          onSelect: () => setTheme(choice),
        })),
        {
          label: "Sign out",
          icon: "log-out",
          separated: true,
          onSelect: () => void signOut({ callbackUrl: "/sign-in" }),
        },
      ]}
    />
  );
}
