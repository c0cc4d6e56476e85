"use client";

import type { NodeProps } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import { changeFrame } from "#lib/blueprint/edits/frames.ts";
import { frameOfNodes, framesOf } from "#lib/blueprint/frames.ts";
import { changeCountWords } from "../commands/count-words.ts";
import { selectFrame } from "../commands/frame-commands.ts";
import { hueColor } from "../hues.ts";
import { useDesigner, useDocument, useSession } from "../store/use-designer.ts";
import { type FrameNode, frameIdOf } from "../use-frame-nodes.ts";

/** A group behind its cards: its title is its handle, by which it is dragged, chosen and renamed. */
export const FrameBox = memo(function FrameBox({ id, width, height }: NodeProps<FrameNode>) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const frameId = frameIdOf(id);
  const frame = useDocument((document) => framesOf(document).find((each) => each.id === frameId));
  const renaming = useSession((session) => session.renamingFrame === frameId);
  const selected = useSession(
    (session) => frameOfNodes(designer.document.getState().document, session.selectedNodes)?.id === frameId,
  );
  const input = useRef<HTMLInputElement>(null);
  const handle = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!renaming) return;
    input.current?.focus();
    input.current?.select();
  }, [renaming]);
  if (!frame) return null;
  const rename = (title: string | null) => {
    designer.session.setState({ renamingFrame: null });
    if (title !== null && title !== "" && title !== frame.title)
      designer.document.edit((document) => changeFrame(document, frame.id, { title }));
    requestAnimationFrame(() => handle.current?.focus({ preventScroll: true }));
  };
  const count = changeCountWords(t, frame.nodes.length);
  const words = t("groupWords", { title: frame.title, count, selected: selected ? "yes" : "no" });
  return (
    <div
      data-testid={`frame-${frame.id}`}
      className={classNames("frame-box", selected && "is-selected")}
      style={{ width, height, ["--frame" as string]: hueColor(frame.hue) }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form */}
      <div
        ref={handle}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: every group is reached by the keyboard
        tabIndex={0}
        aria-label={words}
        className="frame-title"
        style={{ color: hueColor(frame.hue, "text") }}
        onFocus={(event) => {
          if (event.target !== event.currentTarget || !event.currentTarget.matches(":focus-visible")) return;
          selectFrame(designer, frame);
        }}
        onClick={() => !renaming && selectFrame(designer, frame)}
        onDoubleClick={() => designer.session.setState({ renamingFrame: frame.id })}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget || event.key !== "Enter") return;
          event.preventDefault();
          event.stopPropagation();
          designer.session.setState({ renamingFrame: frame.id });
        }}
      >
        {renaming ? (
          <input
            ref={input}
            aria-label={t("newTitleOf", { title: frame.title })}
            defaultValue={frame.title}
            maxLength={120}
            onBlur={(event) => rename(event.target.value.trim())}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === "Enter") rename(event.currentTarget.value.trim());
              if (event.key === "Escape") rename(null);
            }}
            className="nodrag h-6 w-full rounded-sm border border-edge bg-panel px-1 text-text"
          />
        ) : (
          <span dir="auto" className="truncate">
            {frame.title}
          </span>
        )}
      </div>
    </div>
  );
});
