import type { z } from "zod";
import type { AbilityDefinition } from "./define-ability.ts";

/** A passage of a dataset as an ability or the perceiving step sees it. */
export type FoundPassage = {
  id: string;
  documentId: string;
  documentTitle: string;
  heading: string;
  text: string;
  score: number;
  /** 0 to 1: how much of the question the passage matches. */
  confidence: number;
};

/** Passages best first; `degraded` says why part of the search could not be done. */
export type FoundKnowledge = {
  passages: FoundPassage[];
  degraded: { code: string; message: string } | null;
  /** The edition that was searched. */
  version?: number;
};

/** The row an ability changed, with what is needed to put it back. */
export type RowChange = {
  rowId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  revision: number;
};

/** A row to add to a table, or the one row of it that matches and what to put into it. */
export type TableWrite =
  | { table: string; insert: Record<string, unknown> }
  | { table: string; find: Record<string, unknown>; set: Record<string, unknown> };

/** A row change that says of which table. */
export type TableRowChange = RowChange & { table: string };

/** What an ability is handed: the world through narrow doors, never the database itself. */
export type AbilityContext = {
  runId: string;
  /** Made from run and step, the same on every attempt. */
  idempotencyKey: string;
  signal: AbortSignal;
  secret: (name: string) => Promise<string | undefined>;
  http: {
    fetch: (request: {
      url: string;
      method: string;
      headers?: Record<string, string>;
      body?: string;
      timeoutMs?: number;
      maxBytes?: number;
    }) => Promise<{ status: number; headers: Record<string, string>; body: Uint8Array; url: string }>;
    /** Resolves and checks a host for a non-HTTP connection; gives the address to connect to. */
    resolve: (host: string, port: number) => Promise<{ address: string; family: 4 | 6 }>;
  };
  search: (dataset: string, query: string, limit: number) => Promise<FoundKnowledge>;
  tables: {
    find: (
      table: string,
      match: Record<string, unknown>,
      options: { text?: string; limit: number },
    ) => Promise<Record<string, unknown>[]>;
    insert: (table: string, values: Record<string, unknown>) => Promise<RowChange>;
    update: (
      table: string,
      match: Record<string, unknown>,
      values: Record<string, unknown>,
    ) => Promise<RowChange>;
    restore: (table: string, change: RowChange) => Promise<void>;
    /** Does all of it or nothing, in one transaction. */
    writeAll: (writes: readonly TableWrite[]) => Promise<TableRowChange[]>;
    /** Puts back what `writeAll` did, all or nothing. */
    restoreAll: (changes: readonly TableRowChange[]) => Promise<void>;
  };
  memory: {
    write: (key: string, value: string) => Promise<void>;
    read: (key: string | null) => Promise<{ key: string; value: string; updatedAt: string }[]>;
    remove: (key: string) => Promise<void>;
  };
  notices: {
    /** Leaves a notice for members with a role, or for all; once per idempotency key. */
    send: (notice: { role: string | null; title: string; text: string }) => Promise<{ id: string }>;
    withdraw: (id: string) => Promise<void>;
  };
  followUps: {
    /** Puts a run of this conversation off until later; once per idempotency key. */
    schedule: (followUp: {
      text: string;
      at: Date;
      mostPending: number;
    }) => Promise<{ id: string; at: string }>;
    cancel: (id: string) => Promise<void>;
  };
  /** Tells the audit log of a change made outside the workspace. */
  audit: (action: string, detail: Record<string, unknown>) => Promise<void>;
  artifacts: {
    /** Stores a document people can download; once per idempotency key. */
    create: (file: { name: string; mediaType: string; content: Uint8Array }) => Promise<MadeArtifact>;
    remove: (id: string) => Promise<void>;
  };
};

/** A document a run made, without its bytes. */
export type MadeArtifact = { id: string; name: string; mediaType: string; size: number; sha256: string };

/** What an ability gives back: JSON for the model, and what its undo will need. */
export type AbilityResult = {
  result: unknown;
  /** True when the other side said no; the model gets the result as an error it can react to. */
  isError?: boolean;
  /** The other side could not now: another attempt may help, after this time where it said one. */
  retry?: { afterMs: number | null };
  undo?: unknown;
  /** What was remembered, for the run's log. */
  remembered?: { key: string; value: string };
  /** The document it made, for the run's log. */
  artifact?: MadeArtifact;
  /** Passages to number and offer for citation. */
  passages?: FoundPassage[];
  /** Why part of a search could not be done; the trace shows it. */
  degraded?: string;
  /** The run waits for a person's answer, which becomes the result. */
  handoff?: { reason: string; summary: string; waitMinutes: number; dueMinutes: number | null };
  /** Set by the runtime where the result is an earlier call's, this old. */
  cachedSeconds?: number;
};

/** What an ability does. Throwing an AppError with a retryable code lets the runtime try again. */
export type AbilityExecutor<Definition> =
  Definition extends AbilityDefinition<string, infer Settings>
    ? {
        act: (
          context: AbilityContext,
          settings: z.output<Settings>,
          args: Record<string, unknown>,
        ) => Promise<AbilityResult>;
        /** True when all it changes is changed through the doors of tables and memory, which can be dry. */
        dryRun?: true;
        /** What `act` would send, without sending it. The secrets it is handed are stand-ins for the real ones. */
        preview?: (
          context: AbilityContext,
          settings: z.output<Settings>,
          args: Record<string, unknown>,
        ) => Promise<unknown>;
        /** Takes back what `act` did, from the `undo` it returned. */
        undo?: (context: AbilityContext, settings: z.output<Settings>, undo: unknown) => Promise<unknown>;
      }
    : never;
