"use client";

import { useCallback, useEffect, useRef } from "react";
import { type Autosave, startAutosave } from "./store/autosave.ts";
import type { Designer } from "./store/designer.ts";
import { validateDraft } from "./store/validate-draft.ts";

/** Saves while the designer is open, and holds a page back that would lose work. */
export function useAutosave(designer: Designer): () => Promise<void> {
  const autosave = useRef<Autosave | null>(null);
  useEffect(() => {
    const running = startAutosave(designer);
    const stopValidating = validateDraft(designer);
    autosave.current = running;
    designer.session.setState({ saveNow: running.ensureSaved });
    const guard = (event: BeforeUnloadEvent) => {
      if (running.isDirty()) event.preventDefault();
    };
    window.addEventListener("beforeunload", guard);
    return () => {
      window.removeEventListener("beforeunload", guard);
      stopValidating();
      running.stop();
    };
  }, [designer]);
  return useCallback(async () => {
    await autosave.current?.ensureSaved();
  }, []);
}
