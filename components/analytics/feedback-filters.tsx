"use client";

import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";

const any = "any";
const values = [
  { value: any, label: "Good and bad" },
  { value: "1", label: "Good" },
  { value: "-1", label: "Bad" },
];
const comments = [
  { value: any, label: "With or without comment" },
  { value: "with", label: "With a comment" },
  { value: "without", label: "Without comment" },
];

/** Narrows the list of ratings; an empty choice takes the filter away. */
export function FeedbackFilters({
  filters,
  onChange,
}: {
  filters: Record<string, string>;
  onChange: (patch: Record<string, string | null>) => void;
}) {
  const choose = (key: string) => (value: string) => onChange({ [key]: value === any ? null : value });
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        className="sm:!w-36"
        aria-label="Rating"
        options={values}
        value={filters.value ?? any}
        onChange={choose("value")}
      />
      <Select
        className="sm:!w-52"
        aria-label="Comment"
        options={comments}
        value={filters.comment ?? any}
        onChange={choose("comment")}
      />
      {(["from", "to"] as const).map((end) => (
        <Input
          key={end}
          type="date"
          className="min-w-0 flex-1 sm:!w-36 sm:flex-none"
          aria-label={end === "from" ? "From this day" : "To this day"}
          value={filters[end] ?? ""}
          onChange={(event) => onChange({ [end]: event.target.value })}
        />
      ))}
      <Input
        type="number"
        min={1}
        className="min-w-0 flex-1 sm:!w-28 sm:flex-none"
        aria-label="Version"
        placeholder="Any version"
        value={filters.version ?? ""}
        onChange={(event) => onChange({ version: event.target.value })}
      />
      <Input
        className="min-w-0 flex-1 sm:!w-36 sm:flex-none"
        aria-label="Channel"
        placeholder="Any channel"
        maxLength={60}
        value={filters.channel ?? ""}
        onChange={(event) => onChange({ channel: event.target.value })}
      />
    </div>
  );
}
