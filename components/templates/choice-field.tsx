import { useId } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { FitQuestion } from "#lib/blueprint/fit/fit-answers.ts";

/** A question with its answers side by side, one to be chosen. */
export function ChoiceField(props: {
  name: string;
  question: FitQuestion;
  value: string | undefined;
  error: string | null;
  onChange: (value: string) => void;
}) {
  const { name, question, value, error, onChange } = props;
  const errorId = useId();
  return (
    <fieldset aria-describedby={error ? errorId : undefined} className="min-w-0">
      <legend className="font-medium">{question.label}</legend>
      <p className="mb-2 text-muted text-xs">{question.hint}</p>
      <div className="flex flex-wrap gap-2">
        {question.options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              "flex min-h-9 cursor-pointer items-start gap-2 rounded-md border px-3 py-2 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent",
              question.options.some(({ hint }) => hint) ? "flex-1 basis-52" : "",
              value === option.value
                ? "border-accent bg-accent-soft"
                : "border-line bg-panel hover:border-edge hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-[var(--accent)] outline-none"
            />
            <span className="min-w-0">
              <span className="block">{option.label}</span>
              {option.hint && <span className="block text-muted text-xs">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={errorId} className="mt-1 flex items-center gap-1 text-failed text-xs">
          <Icon name="circle-alert" size={14} />
          {error}
        </p>
      )}
    </fieldset>
  );
}
