/** An order that came back, as the tables of the returns desk hold it. */
export type ReturnCase = {
  number: number;
  customer: string;
  state: string;
  promotion?: { from: number; off?: number; percent?: number };
  lines: { quantity: number; price: number; back: number; discontinued?: boolean }[];
  /** How much of what was paid was store credit. */
  credit: number;
};

/** What a state asks for. */
export type StateRule = { tax: bigint; fee: bigint; payOut: bigint };

const halfUp = (numerator: bigint, denominator: bigint) =>
  numerator / denominator + ((numerator % denominator) * 2n >= denominator ? 1n : 0n);

/** What a customer paid for an order, in cents. */
export function paidFor(one: ReturnCase, rule: StateRule): bigint {
  const whole = one.lines.reduce((total, line) => total + BigInt(line.quantity * line.price), 0n);
  const net = whole - advantage(one, whole);
  return net + halfUp(net * rule.tax, 10_000n);
}

/**
 * The refund worked out another way than the template does: what the customer keeps is priced as an order of its own,
 * and the refund is the difference of the two, in whole cents.
 */
export function expectedRefund(one: ReturnCase, rule: StateRule) {
  const whole = one.lines.reduce((total, line) => total + BigInt(line.quantity * line.price), 0n);
  const kept = one.lines.reduce(
    (total, line) => total + BigInt((line.quantity - line.back) * line.price),
    0n,
  );
  const goods = whole - kept;
  const netOfKept = kept === 0n ? 0n : kept - advantage(one, kept);
  const net = whole - advantage(one, whole) - netOfKept;
  const withFee = one.lines
    .filter((line) => !line.discontinued)
    .reduce((total, line) => total + BigInt(line.back * line.price), 0n);
  const fee = halfUp(halfUp(net * withFee, goods) * rule.fee, 100n);
  const tax = halfUp(net * rule.tax, 10_000n);
  const due = net - fee + tax;
  const paid = paidFor(one, rule);
  const share = halfUp(due * BigInt(one.credit), paid);
  const isPaidOut = share > 0n && share < rule.payOut && due <= paid - BigInt(one.credit);
  const credit = isPaidOut ? 0n : share;
  return {
    goods_cents: Number(goods),
    promotion_cents: Number(goods - net),
    fee_cents: Number(fee),
    tax_cents: Number(tax),
    due_cents: Number(due),
    card_cents: Number(due - credit),
    credit_cents: Number(credit),
  };
}

function advantage({ promotion }: ReturnCase, amount: bigint): bigint {
  if (!promotion || amount < BigInt(promotion.from)) return 0n;
  return promotion.percent ? halfUp(amount * BigInt(promotion.percent), 100n) : BigInt(promotion.off ?? 0);
}
