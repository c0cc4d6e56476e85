/** Something wrong with the command as typed; its message says what to type instead. */
export class CommandProblem extends Error {}
