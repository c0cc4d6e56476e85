"use client";

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import type { Designer } from "./designer.ts";
import type { RunStoreState } from "./run-store.ts";
import type { SessionState } from "./session-store.ts";

/** Hands the open designer to what is drawn in it. */
export const DesignerContext = createContext<Designer | null>(null);

/** The open designer; only inside its screen. */
export function useDesigner(): Designer {
  const designer = useContext(DesignerContext);
  if (!designer) throw new Error("useDesigner is used outside of the designer's screen.");
  return designer;
}

/** A part of the document; draws again only when that part changes. */
export function useDocument<Part>(select: (document: Blueprint) => Part): Part {
  return useStore(useDesigner().document, (state) => select(state.document));
}

/** One node of the document by its id. */
export function useNode(id: string): BlueprintNode | undefined {
  return useDocument((document) => nodeOf(document, id));
}

/** A part of the session. */
export function useSession<Part>(select: (session: SessionState) => Part): Part {
  return useStore(useDesigner().session, select);
}

/** A part of the chosen run. */
export function useRun<Part>(select: (run: RunStoreState) => Part): Part {
  return useStore(useDesigner().run, select);
}
