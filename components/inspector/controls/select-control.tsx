import { Select } from "#components/ui/select.tsx";
import { asText, type ControlProps } from "../control-props.ts";

/** One of a few. */
export function SelectControl({ control, value, onChange }: ControlProps) {
  return <Select options={control.options ?? []} value={asText(value)} onChange={onChange} />;
}
