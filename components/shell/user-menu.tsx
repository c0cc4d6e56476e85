"use client";

import { useQuery } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { callApi } from "#lib/api/client.ts";
import { readWorkspaceContract } from "#lib/api/contracts/workspaces.ts";
import { type ThemeChoice, useTheme } from "./use-theme.ts";

const themes: { choice: ThemeChoice; label: string; icon: "monitor" | "sun" | "moon" }[] = [
  { choice: "system", label: "Theme: as the device", icon: "monitor" },
  { choice: "light", label: "Theme: light", icon: "sun" },
  { choice: "dark", label: "Theme: dark", icon: "moon" },
];

/** Which workspace one is in, the theme, and the way out. */
export function UserMenu() {
  const [theme, setTheme] = useTheme();
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => callApi(readWorkspaceContract) });
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
        ...themes.map(({ choice, label, icon }) => ({
          label,
          icon,
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
