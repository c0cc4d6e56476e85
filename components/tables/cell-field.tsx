"use client";

import { useTranslations } from "use-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { CellValue, TableColumn } from "#lib/tables/columns.ts";

const inputTypes: Partial<Record<TableColumn["type"], string>> = { date: "date", email: "email" };
const numeric: TableColumn["type"][] = ["number", "integer", "money"];

/** Figures stand at the right. */
export function isNumeric(column: TableColumn): boolean {
  return numeric.includes(column.type);
}

/** The control that fits a column's type; the server judges what was typed. */
export function CellField({
  column,
  value,
  onChange,
}: {
  column: TableColumn;
  value: CellValue;
  onChange: (value: CellValue) => void;
}) {
  const label = column.title ?? column.name;
  if (column.type === "boolean") {
    return <Checkbox aria-label={label} checked={value === true} onChange={onChange} />;
  }
  if (column.type === "enum") {
    const options = (column.options ?? []).map((option) => ({ value: option, label: option }));
    const chosen = value === null ? null : String(value);
    return <Select aria-label={label} options={options} value={chosen} onChange={onChange} />;
  }
  return (
    <Input
      aria-label={label}
      className="min-w-24"
      type={inputTypes[column.type]}
      inputMode={isNumeric(column) ? "decimal" : undefined}
      value={value === null ? "" : String(value)}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
    />
  );
}

/** A stored value as one reads it. */
export function CellText({ column, value }: { column: TableColumn; value: CellValue | undefined }) {
  const t = useTranslations("tables");
  if (value === null || value === undefined) return <span className="text-muted">–</span>;
  if (column.type === "boolean") return value ? t("yes") : t("no");
  if (column.type === "money") return Number(value).toFixed(2);
  return <span className="line-clamp-2 max-w-80 break-words">{String(value)}</span>;
}
