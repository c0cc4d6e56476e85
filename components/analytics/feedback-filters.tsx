"use client";

import { useTranslations } from "use-intl";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";

const any = "any";

/** Narrows the list of ratings; an empty choice takes the filter away. */
export function FeedbackFilters({
  filters,
  onChange,
}: {
  filters: Record<string, string>;
  onChange: (patch: Record<string, string | null>) => void;
}) {
  const t = useTranslations("analytics");
  const values = [
    { value: any, label: t("goodAndBad") },
    { value: "1", label: t("good") },
    { value: "-1", label: t("bad") },
  ];
  const comments = [
    { value: any, label: t("withOrWithoutComment") },
    { value: "with", label: t("withAComment") },
    { value: "without", label: t("withoutComment") },
  ];
  const choose = (key: string) => (value: string) => onChange({ [key]: value === any ? null : value });
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        className="sm:!w-36"
        aria-label={t("rating")}
        options={values}
        value={filters.value ?? any}
        onChange={choose("value")}
      />
      <Select
        className="sm:!w-52"
        aria-label={t("comment")}
        options={comments}
        value={filters.comment ?? any}
        onChange={choose("comment")}
      />
      {(["from", "to"] as const).map((end) => (
        <Input
          key={end}
          type="date"
          className="min-w-[calc(50%-0.25rem)] flex-1 sm:min-w-0 sm:!w-36 sm:flex-none"
          aria-label={end === "from" ? t("fromThisDay") : t("toThisDay")}
          value={filters[end] ?? ""}
          onChange={(event) => onChange({ [end]: event.target.value })}
        />
      ))}
      <Input
        type="number"
        min={1}
        className="min-w-[calc(50%-0.25rem)] flex-1 sm:min-w-0 sm:!w-28 sm:flex-none"
        aria-label={t("names.version")}
        placeholder={t("any.version")}
        value={filters.version ?? ""}
        onChange={(event) => onChange({ version: event.target.value })}
      />
      <Input
        className="min-w-[calc(50%-0.25rem)] flex-1 sm:min-w-0 sm:!w-36 sm:flex-none"
        aria-label={t("names.channel")}
        placeholder={t("any.channel")}
        maxLength={60}
        value={filters.channel ?? ""}
        onChange={(event) => onChange({ channel: event.target.value })}
      />
    </div>
  );
}
