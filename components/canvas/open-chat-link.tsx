"use client";

import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { hostedChat } from "#lib/nodes/chat/hosted-chat.ts";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";

/** Leads to the hosted page of what is live; nothing where none is, or none is live. */
export function OpenChatLink() {
  const t = useTranslations("canvas");
  const { slug } = useDesigner();
  const isLive = useSession((session) => session.liveVersion !== null);
  const isHosted = useDocument((document) => document.nodes.some((node) => hostedChat(node) !== null));
  if (!isLive || !isHosted) return null;
  return (
    <a
      href={`/chat/${slug}`}
      target="_blank"
      rel="noreferrer"
      className={buttonClass()}
      data-testid="open-chat"
    >
      <Icon name="external-link" size={16} />
      <span className="max-md:sr-only">{t("openTheChat")}</span>
    </a>
  );
}
