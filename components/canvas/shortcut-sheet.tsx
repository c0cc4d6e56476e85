"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { commands } from "./commands/all-commands.ts";
import { keyWords } from "./commands/shortcut-words.ts";
import { useDesigner, useSession } from "./store/use-designer.ts";

/** Every command that has keys, made from the commands themselves. */
export function ShortcutSheet() {
  const t = useTranslations("canvas");
  const { session } = useDesigner();
  const open = useSession((state) => state.shortcutsOpen);
  return (
    <Dialog
      title={t("keyboardShortcuts")}
      description={t("theyWorkWhereverNoField")}
      open={open}
      onOpenChange={(next) => session.setState({ shortcutsOpen: next })}
      width="lg"
    >
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {commands
          .filter(({ shortcuts }) => shortcuts.length > 0)
          .map(({ id, shortcuts }) => (
            <div key={id} className="flex items-center justify-between gap-3 border-line border-b py-1.5">
              <dt className="text-sm">{t(`commands.${id}`)}</dt>
              <dd className="flex shrink-0 gap-1">
                {shortcuts.map((shortcut) => (
                  <Kbd key={shortcut}>{keyWords(shortcut, t)}</Kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </Dialog>
  );
}
