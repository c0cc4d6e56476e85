import { testAbilityContract } from "#lib/api/contracts/abilities.ts";
import { handle } from "#lib/api/handle.server.ts";
import { testAbility } from "#lib/operations/abilities/test-ability.server.ts";

export const POST = handle(testAbilityContract, (actor, { body }) => testAbility(actor, body));
