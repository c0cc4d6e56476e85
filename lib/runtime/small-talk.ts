const polite = new Set(
  `hi hello hey hiya good morning afternoon evening day night there thanks thank you very much so a lot many thx cheers
  ok okay great perfect super nice cool fine bye goodbye see later have how are is it going doing today well welcome
  please yes no sure alright got that's all for your the help this was lovely wonderful
  hallo guten tag morgen abend danke schön sehr vielen dank tschüss auf wiedersehen bitte moin servus
  bonjour salut merci beaucoup bonsoir au revoir hola buenos días buenas tardes gracias adiós ciao grazie buongiorno`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Whether a message is nothing but greeting, thanks or farewell: short, and every word a polite one. */
export function isSmallTalk(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return (
    words.length > 0 && words.length <= 12 && words.every((word) => polite.has(word.replaceAll("’", "'")))
  );
}
