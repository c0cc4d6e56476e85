import { useTranslations } from "use-intl";
import { Textarea } from "#components/ui/textarea.tsx";
import { celProblem } from "#lib/foundation/cel.ts";
import { asText, type ControlProps } from "../control-props.ts";

/** A condition in CEL, read while it is typed. */
export function CelControl({ value, onChange, control }: ControlProps) {
  return <CelInput value={asText(value)} onChange={onChange} placeholder={control.placeholder} />;
}

/** The input of {@link CelControl}, for conditions inside of other controls. */
export function CelInput({
  value,
  onChange,
  placeholder,
  label,
}: {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  label?: string;
}) {
  const t = useTranslations("inspector");
  const problem = value.trim() === "" ? null : celProblem(value);
  return (
    <div className="flex flex-col gap-1">
      <Textarea
        mono
        spellCheck={false}
        aria-label={label}
        aria-invalid={problem !== null || undefined}
        className="!min-h-8 text-xs"
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem && <p className="text-failed text-xs">{t("cannotBeReadYet", { problem })}</p>}
    </div>
  );
}
