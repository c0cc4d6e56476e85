import type { IconName } from "#lib/nodes/icon-names.ts";
import type { Designer } from "../store/designer.ts";

/** One thing an author can do; toolbar, keyboard and menus all perform the same record. */
export type Command = {
  id: string;
  label: string;
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
