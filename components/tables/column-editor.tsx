"use client";

import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { columnTypes } from "#lib/tables/columns.ts";
import { type DraftColumn, newColumn } from "./draft-column.ts";

/** Rows of name, title, type and whether a value is needed. */
export function ColumnEditor({
  columns,
  onChange,
}: {
  columns: DraftColumn[];
  onChange: (columns: DraftColumn[]) => void;
}) {
  const t = useTranslations("tables");
  const typeOptions = columnTypes.map((type) => ({ value: type, label: t(`types.${type}`) }));
  const change = (key: number, patch: Partial<DraftColumn>) =>
    onChange(columns.map((column) => (column.key === key ? { ...column, ...patch } : column)));
  const nextKey = Math.max(...columns.map((column) => column.key)) + 1;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t("columns")}</legend>
      {columns.map((column, index) => (
        <div key={column.key} className="flex flex-wrap items-center gap-2">
          <div className="min-w-32 flex-1">
            <Input
              required
              mono
              aria-label={t("nameOfColumn", { value: index + 1 })}
              placeholder="order_number"
              pattern="[a-z][a-z0-9_]*"
              value={column.name}
              onChange={(event) => change(column.key, { name: event.target.value })}
            />
          </div>
          <div className="min-w-28 flex-1">
            <Input
              aria-label={t("titleOfColumn", { value: index + 1 })}
              placeholder={t("shownAs")}
              maxLength={120}
              value={column.title}
              onChange={(event) => change(column.key, { title: event.target.value })}
            />
          </div>
          <div className="w-32">
            <Select
              aria-label={t("typeOfColumn", { value: index + 1 })}
              options={typeOptions}
              value={column.type}
              onChange={(type) => change(column.key, { type })}
            />
          </div>
          {column.type === "enum" && (
            <div className="min-w-40 flex-1">
              <Input
                required
                aria-label={t("optionsOfColumn", { value: index + 1 })}
                placeholder="open, closed"
                value={column.options}
                onChange={(event) => change(column.key, { options: event.target.value })}
              />
            </div>
          )}
          <Checkbox checked={column.required} onChange={(required) => change(column.key, { required })}>
            {t("required")}
          </Checkbox>
          <IconButton
            icon="x"
            size={28}
            label={t("removeColumn", { value: index + 1 })}
            disabled={columns.length === 1}
            onClick={() => onChange(columns.filter((other) => other.key !== column.key))}
          />
        </div>
      ))}
      <Button
        size="sm"
        icon="plus"
        className="self-start"
        disabled={columns.length >= 50}
        onClick={() => onChange([...columns, newColumn(nextKey)])}
      >
        {t("addColumn")}
      </Button>
    </fieldset>
  );
}
