"use client";

import { Field } from "@base-ui/react/field";
import type { Ref, TextareaHTMLAttributes } from "react";
import { classNames } from "./class-names.ts";
import { inputClass } from "./input.tsx";

/** Several lines of text that grow with their content; inside a `Field` it is wired to label, hint and error. */
export function Textarea({
  className,
  mono = false,
  ref,
  ...rest
}: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "defaultValue" | "value"> & {
  value?: string;
  defaultValue?: string;
  mono?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}) {
  return (
    <Field.Control
      render={
        <textarea
          ref={ref}
          className={classNames(
            inputClass,
            "field-sizing-content max-h-80 min-h-16 resize-y py-1.5",
            mono && "font-mono",
            className,
          )}
          {...rest}
        />
      }
    />
  );
}
