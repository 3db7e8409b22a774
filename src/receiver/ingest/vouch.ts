import type { Claims } from "../keys/verifyToken.ts";

/** Who says that an event is of whom it says. */
export type Vouched = {
  /** The person for whom somebody vouches, a token or a server; empty where nobody does. */
  readonly subject: string;
  /** Whether the same somebody says that they are in the account. */
  readonly member: boolean;
};

const NOBODY: Vouched = { subject: "", member: false };

export interface VouchedFor {
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly previousId?: string | undefined;
  /** The account in which it happened. */
  readonly group?: string | undefined;
}

export interface Vouchers {
  readonly isServer: boolean;
  readonly claims?: Claims | undefined;
}

/**
 * A server is taken at its word. A token vouches for its own user: an event of another one in its batch is no mistake
 * that could pass. What a visitor did before signing in, nobody vouches for.
 */
export function vouch(event: VouchedFor, { isServer, claims }: Vouchers): Vouched | "user-foreign" {
  const { userId, anonymousId, previousId, group } = event;
  if (isServer) return { subject: userId ?? anonymousId ?? previousId ?? "", member: true };
  if (claims === undefined || userId === undefined) return NOBODY;
  if (userId !== claims.user) return "user-foreign";
  return { subject: userId, member: group !== undefined && claims.accounts.includes(group) };
}
