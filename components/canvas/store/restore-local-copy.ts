import type { Designer } from "./designer.ts";
import type { LocalCopy } from "./local-copy.ts";

/** Brings work left in this browser back; where somebody saved since, as a conflict to merge. */
export function restoreLocalCopy(designer: Designer, copy: LocalCopy): void {
  const { revision } = designer.session.getState();
  const { document } = designer.document.getState();
  // First the conflict, so that nothing is sent before it is settled.
  if (copy.revision !== revision)
    designer.session.setState({ save: { is: "conflict", base: copy.base, theirs: { revision, document } } });
  designer.document.edit(() => copy.document);
  designer.history.mark(designer.words.t("broughtBack"));
}
