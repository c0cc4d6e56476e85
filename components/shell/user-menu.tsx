"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";
import { useChooseLocale } from "#components/translations/use-choose-locale.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, type MenuEntry } from "#components/ui/menu.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { accountContracts } from "#lib/api/contracts/account.ts";
import {
  listWorkspacesContract,
  readWorkspaceContract,
  switchWorkspaceContract,
} from "#lib/api/contracts/workspaces.ts";
import { type Locale, localeNames, locales } from "#lib/translations/locales.ts";
import { useTheme } from "./use-theme.ts";

const themes = [
  { choice: "system", label: "themeSystem", icon: "monitor" },
  { choice: "light", label: "themeLight", icon: "sun" },
  { choice: "dark", label: "themeDark", icon: "moon" },
] as const;

/** Everything on screen belongs to the workspace left, so the page is loaded anew. */
async function moveTo(id: string): Promise<void> {
  try {
    await callApi(switchWorkspaceContract, { params: { id } });
    window.location.assign("/blueprints");
  } catch (caught) {
    showFailure(caught);
  }
}

// Its script is needed once, at the end.
async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}

/** Which workspace one is in and which others there are, the theme, and the way out. */
export function UserMenu() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const chooseLocale = useChooseLocale();
  /** Kept for the person, and for this browser once they have signed out. */
  async function speak(language: Locale): Promise<void> {
    try {
      await callApi(accountContracts.change, { body: { language } });
      chooseLocale(language);
    } catch (caught) {
      showFailure(caught);
    }
  }
  const [theme, setTheme] = useTheme();
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => callApi(readWorkspaceContract) });
  const all = useQuery({ queryKey: ["workspaces"], queryFn: () => callApi(listWorkspacesContract) });
  const others: MenuEntry[] = (all.data?.items ?? [])
    .filter(({ isCurrent }) => !isCurrent)
    .map(({ id, name }) => ({
      id,
      label: t("goTo", { name }),
      icon: "arrow-right",
      onSelect: () => void moveTo(id),
    }));
  return (
    <Menu
      side="right"
      align="end"
      trigger={<IconButton icon="user-round" label={t("workspaceAndTheme")} size={36} tooltipSide="right" />}
      header={
        <div className="border-line border-b px-2 pt-1 pb-2">
          <p className="max-w-52 truncate font-medium text-sm">{workspace.data?.name ?? t("workspace")}</p>
          {workspace.data && (
            <p className="text-muted text-xs">{t("youAre", { role: t(`roles.${workspace.data.role}`) })}</p>
          )}
        </div>
      }
      entries={[
        ...others,
        ...themes.map(({ choice, label, icon }, index) => ({
          label: t(label),
          icon,
          separated: index === 0 && others.length > 0,
          chosen: theme === choice,
          onSelect: () => setTheme(choice),
        })),
        ...locales.map((each, index) => ({
          label: t("language", { name: localeNames[each] }),
          icon: "globe" as const,
          separated: index === 0,
          chosen: locale === each,
          onSelect: () => void speak(each),
        })),
        {
          label: t("signOut"),
          icon: "log-out",
          separated: true,
          onSelect: () => void leave().catch(showFailure),
        },
      ]}
    />
  );
}
