/** A piece of a document to index and cite; `heading` is the path of headings above it. */
export type Chunk = { heading: string; text: string };

const enoughWords = 120;
const mostWords = 180;

/** Cuts Markdown or plain text at headings and paragraphs into pieces of about 120 to 180 words. */
export function chunkText(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let heading = "";
  let gathered: string[] = [];
  let words = 0;
  const flush = () => {
    if (gathered.length > 0) chunks.push({ heading, text: gathered.join("\n\n") });
    gathered = [];
    words = 0;
  };
  for (const block of toBlocks(text)) {
    if (block.heading !== heading) flush();
    heading = block.heading;
    for (const piece of splitLong(block.text)) {
      const count = countWords(piece);
      if (words > 0 && (words + count > mostWords || words >= enoughWords)) flush();
      gathered.push(piece);
      words += count;
    }
  }
  flush();
  return chunks;
}

function toBlocks(text: string): Chunk[] {
  const blocks: Chunk[] = [];
  const path: { level: number; title: string }[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const close = () => {
    const joined = lines.join("\n").trim();
    if (joined !== "") blocks.push({ heading: path.map((entry) => entry.title).join(" › "), text: joined });
    lines = [];
  };
  for (const line of text.replaceAll(/\r\n?/g, "\n").split("\n")) {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1]?.slice(0, 3);
    if (mark !== undefined && (fence === undefined || fence === mark))
      fence = fence === undefined ? mark : undefined;
    const title = fence === undefined ? /^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*$/.exec(line) : null;
    if (title?.[1] && title[2]) {
      close();
      const level = title[1].length;
      while ((path.at(-1)?.level ?? 0) >= level) path.pop();
      path.push({ level, title: title[2].slice(0, 200) });
    } else if (fence === undefined && line.trim() === "") close();
    else lines.push(line);
  }
  close();
  return blocks;
}

// Sentences stay whole where they can; a sentence beyond the limit is cut between words.
function splitLong(text: string): string[] {
  if (countWords(text) <= mostWords && text.length <= mostWords * 12) return [text];
  const pieces: string[] = [];
  let current = "";
  for (const part of text.split(/(?<=[.!?。！？])\s+|\n+/).flatMap(splitSentence)) {
    if (
      current !== "" &&
      (countWords(current) + countWords(part) > mostWords || current.length + part.length > mostWords * 12)
    ) {
      pieces.push(current);
      current = "";
    }
    current = current === "" ? part : `${current} ${part}`;
  }
  if (current !== "") pieces.push(current);
  return pieces;
}

function splitSentence(sentence: string): string[] {
  const words = sentence.split(/\s+/).flatMap((word) => cutCharacters(word, mostWords * 6));
  const pieces: string[] = [];
  let current: string[] = [];
  let length = 0;
  for (const word of words) {
    if (word === "") continue;
    if (current.length >= mostWords || length + word.length > mostWords * 12) {
      pieces.push(current.join(" "));
      current = [];
      length = 0;
    }
    current.push(word);
    length += word.length + 1;
  }
  if (current.length > 0) pieces.push(current.join(" "));
  return pieces;
}

function cutCharacters(word: string, most: number): string[] {
  if (word.length <= most) return [word];
  const characters = [...word];
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += most)
    pieces.push(characters.slice(start, start + most).join(""));
  return pieces;
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}
