"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { commands } from "./commands/all-commands.ts";
import { keyWords } from "./commands/shortcut-words.ts";
import { useDesigner, useSession } from "./store/use-designer.ts";

/** Every command that has keys, made from the commands themselves. */
export function ShortcutSheet() {
  const { session } = useDesigner();
  const open = useSession((state) => state.shortcutsOpen);
  return (
    <Dialog
      title="Keyboard shortcuts"
      description="They work wherever no field is being typed in."
      open={open}
      onOpenChange={(next) => session.setState({ shortcutsOpen: next })}
      width="lg"
    >
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {commands
          .filter(({ shortcuts }) => shortcuts.length > 0)
          .map(({ id, label, shortcuts }) => (
            <div key={id} className="flex items-center justify-between gap-3 border-line border-b py-1.5">
              <dt className="text-sm">{label}</dt>
              <dd className="flex shrink-0 gap-1">
                {shortcuts.map((shortcut) => (
                  <Kbd key={shortcut}>{keyWords(shortcut)}</Kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </Dialog>
  );
}
