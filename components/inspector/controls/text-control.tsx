import { Input } from "#components/ui/input.tsx";
import { asText, type ControlProps } from "../control-props.ts";

/** One line of text. */
export function TextControl({ control, value, onChange }: ControlProps) {
  return (
    <Input
      value={asText(value)}
      placeholder={control.placeholder}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
