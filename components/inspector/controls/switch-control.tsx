import { Switch } from "#components/ui/switch.tsx";
import type { ControlProps } from "../control-props.ts";

/** On or off. */
export function SwitchControl({ value, onChange }: ControlProps) {
  return <Switch checked={value === true} onChange={onChange} />;
}
