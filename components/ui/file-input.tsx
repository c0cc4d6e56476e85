"use client";

import { Field } from "@base-ui/react/field";

/** Picks files from the device; inside a `Field` it is wired to label and hint. */
export function FileInput({
  accept,
  multiple = false,
  onChange,
}: {
  accept: string;
  multiple?: boolean;
  onChange: (files: File[]) => void;
}) {
  return (
    <Field.Control
      render={
        <input
          type="file"
          accept={accept}
          multiple={multiple}
          className="rounded-md text-muted text-sm file:mr-3 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-line file:bg-panel file:px-3 file:font-medium file:text-text hover:file:bg-hover"
          onChange={(event) => onChange([...(event.target.files ?? [])])}
        />
      }
    />
  );
}
