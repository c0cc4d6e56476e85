import { Select } from "#components/ui/select.tsx";
import { asText, type ControlProps } from "../control-props.ts";

/** One of a few; where the choices are explained, the chosen one's explanation stays in view. */
export function SelectControl({ control, value, onChange }: ControlProps) {
  const options = control.options ?? [];
  const chosen = options.find((option) => option.value === value);
  return (
    <>
      <Select options={options} value={asText(value)} onChange={onChange} />
      {chosen?.hint && <p className="text-muted text-xs">{chosen.hint}</p>}
    </>
  );
}
