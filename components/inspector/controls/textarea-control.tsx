import { Textarea } from "#components/ui/textarea.tsx";
import { asText, type ControlProps } from "../control-props.ts";

/** Several lines of text. */
export function TextareaControl({ control, value, onChange }: ControlProps) {
  return (
    <Textarea
      value={asText(value)}
      placeholder={control.placeholder}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
