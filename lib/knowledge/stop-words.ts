/** English words too common to say what a text is about. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any are as at be been before being but by can cannot could did do does
  doing don done for from further get got had has have having he her here hers him his how i if in into is it its
  just let like may me might more most much must my no nor not now of off on once only or other our ours out over
  own please same shall she should so some such than thank thanks that the their theirs them then there these they
  this those through to too under until up us very want was we were what when where which while who whom why will
  with would yes you your yours hi hello hey tell know need im ive id youre its dont cant whats`.split(/\s+/),
);
