"use client";

import { Field } from "@base-ui/react/field";
import type { InputHTMLAttributes, Ref } from "react";
import { classNames } from "./class-names.ts";

/** The look of everything one types into. */
export const inputClass =
  "w-full rounded-md border border-line bg-field px-2.5 text-sm text-text transition-colors hover:border-edge focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 data-[invalid]:border-failed aria-invalid:border-failed disabled:opacity-60 disabled:hover:border-line [&[readonly]]:bg-ground";

/** One line of text; inside a `Field` it is wired to label, hint and error. */
export function Input({
  className,
  mono = false,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, "defaultValue" | "value"> & {
  value?: string | number;
  defaultValue?: string | number;
  mono?: boolean;
  ref?: Ref<HTMLInputElement>;
}) {
  return (
    <Field.Control className={classNames(inputClass, "h-8", mono && "font-mono", className)} {...rest} />
  );
}
