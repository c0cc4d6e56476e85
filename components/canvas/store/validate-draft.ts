import { validateBlueprint } from "#lib/blueprint/validate.ts";
import type { Designer } from "./designer.ts";

/** Keeps the issues in step with the document a moment after each change, before the server has answered. */
export function validateDraft(designer: Designer): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = designer.document.subscribe((state, before) => {
    if (state.document === before.document) return;
    clearTimeout(timer);
    timer = setTimeout(() => designer.session.setState({ issues: validateBlueprint(state.document) }), 150);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
