import type { ColumnType, TableColumn } from "#lib/tables/columns.ts";

/** A column while it is being written; `options` is text with commas, `was` its name in the table as stored. */
export type DraftColumn = {
  key: number;
  name: string;
  type: ColumnType;
  required: boolean;
  options: string;
  /** What the table's head shows; empty for the name. */
  title: string;
  was?: string;
  /** The column of another table it points at; kept as it is. */
  references?: TableColumn["references"];
};

/** An empty column; `key` tells it from the others. */
export function newColumn(key: number): DraftColumn {
  return { key, name: "", title: "", type: "text", required: false, options: "" };
}

/** The columns of a stored table, ready to be changed. */
export function toDrafts(columns: TableColumn[]): DraftColumn[] {
  return columns.map(({ name, type, required, options, title, references }, key) => ({
    key,
    ...(references ? { references } : {}),
    name,
    type,
    required,
    options: options?.join(", ") ?? "",
    title: title ?? "",
    was: name,
  }));
}

/** The column as the API takes it. */
export function toColumn({ name, type, required, options, title, references }: DraftColumn): TableColumn {
  const choices = options.split(",").map((option) => option.trim());
  return {
    name,
    type,
    required,
    ...(title.trim() === "" ? {} : { title: title.trim() }),
    ...(references ? { references } : {}),
    ...(type === "enum" ? { options: choices.filter((option) => option !== "") } : {}),
  };
}

/** What saving these columns does to the table as stored: which are renamed, and which go with their values. */
export function effectOf(
  stored: TableColumn[],
  drafts: DraftColumn[],
): { renames: Record<string, string>; dropped: string[] } {
  const kept = new Map(drafts.flatMap((draft) => (draft.was === undefined ? [] : [[draft.was, draft.name]])));
  const renamed = [...kept].filter(([was, name]) => was !== name);
  return {
    renames: Object.fromEntries(renamed),
    dropped: stored.map(({ name }) => name).filter((name) => !kept.has(name)),
  };
}
