import { page } from "../template-parts.ts";

/** The brand guide of an invented travel magazine. */
export const brandGuide = [
  page(
    "Voice and tone",
    `We write as a friend who has been there: exact, warm, never breathless. Short sentences. The reader is “you”, we are “we”.

## Words we avoid

Hidden gem, must-see, paradise, breathtaking, best in the world. Say what one sees, smells and pays instead.

## Numbers

Prices in EUR, distances in kilometres, times on the 24-hour clock.

## Humour

Yes, about ourselves. Never about the people who live there.`,
  ),
  page(
    "Formats and lengths",
    `## Newsletter

The newsletter has 180 to 220 words, one picture and one link. It goes out on Thursday at 7:00.

## Blog post

A blog post has 900 to 1,400 words, three pictures with a caption, and a box with prices.

## Social post

A social post has at most 280 characters, one picture, and no more than two hashtags.

## Guide

A guide has 2,500 words at least and is checked on the spot once a year.`,
  ),
  page(
    "Pictures",
    `Only our own pictures, or those with a written licence. Name the photographer. People who can be recognised have agreed in writing.

## Alt text

Every picture has an alt text of 60 to 125 characters that says what is to be seen.

## Not ours

No pictures made by a generator for places that exist.`,
  ),
  page(
    "From idea to publication",
    `Idea, brief, draft, check, publication. A brief names topic, audience, channel and one thing the reader should do.

## Who decides

The editor on duty approves every publication. No text goes out without that yes.

## Corrections

A mistake is corrected within 24 hours, with a note at the end that says what was wrong.`,
  ),
  page(
    "Facts and sources",
    `Every figure has a source that is not older than two years. Opening hours and prices are checked on the official page in the week of publication.

## Advertising

Paid pieces are marked “Advertisement” above the headline. Free nights and tickets are named at the end.`,
  ),
];
