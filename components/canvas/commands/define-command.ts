import type { IconName } from "#lib/nodes/icon-names.ts";
import type en from "#messages/en.json";
import type { Designer } from "../store/designer.ts";

/** The ids of all commands. */
export type CommandId = keyof typeof en.canvas.commands;

/** One thing an author can do; toolbar, keyboard and menus all perform the same record. */
export type Command = {
  /** What it is called is in the catalogue, `canvas.commands`. */
  id: CommandId;
  icon: IconName;
  /** Such as `Mod+Shift+Z`; `Mod` is Ctrl, or Cmd on a Mac. */
  shortcuts: readonly string[];
  /** Its keys count in fields and dialogs too. */
  everywhere?: boolean;
  enabled: (designer: Designer) => boolean;
  perform: (designer: Designer) => void;
};

/** Tells screen readers what happened. */
export function announce(designer: Designer, announcement: string): void {
  designer.session.setState({ announcement });
}
