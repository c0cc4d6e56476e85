"use client";

import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { asWords, type ControlProps } from "../control-props.ts";

/** A list of texts; the last line is where the next one is written. */
export function ListControl({ control, value, onChange }: ControlProps) {
  return (
    <ListInput
      label={control.label}
      placeholder={control.placeholder}
      words={asWords(value)}
      onChange={onChange}
    />
  );
}

/** The input of {@link ListControl}, for lists inside of other controls. */
export function ListInput({
  label,
  words,
  placeholder = "Add…",
  onChange,
}: {
  label: string;
  words: string[];
  placeholder?: string;
  onChange: (words: string[]) => void;
}) {
  const [next, setNext] = useState("");
  const add = () => {
    if (next.trim() === "") return;
    onChange([...words, next.trim()]);
    setNext("");
  };
  const without = (index: number) => words.filter((_, at) => at !== index);
  return (
    <div className="flex flex-col gap-1.5">
      {words.map((word, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what identifies an entry
        <div key={index} className="flex items-center gap-1">
          <Input
            aria-label={`${label}, entry ${index + 1}`}
            value={word}
            onChange={(event) =>
              onChange(words.map((other, at) => (at === index ? event.target.value : other)))
            }
            onBlur={() => word.trim() === "" && onChange(without(index))}
          />
          <IconButton icon="x" label={`Remove entry ${index + 1}`} onClick={() => onChange(without(index))} />
        </div>
      ))}
      <Input
        aria-label={`${label}, new entry`}
        placeholder={placeholder}
        value={next}
        onChange={(event) => setNext(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          add();
        }}
      />
    </div>
  );
}
