/** What a refund is looked up from, as lookups of the ability that runs {@link refundSplit}. */
export const refundLookups = [
  { name: "orders", value: "return_orders where number = order_number" },
  { name: "lines", value: "return_lines where order_number = order_number" },
  { name: "rules", value: "state_rules where state = orders.state" },
  { name: "promotions", value: "return_promotions where code = orders.promotion" },
  { name: "credits", value: "store_credits where customer = orders.customer" },
  { name: "earlier", value: "refunds where order_number = order_number" },
];

/**
 * Works out what is due for an order that came back, in cents; every rate stands in a table. Half a cent is rounded up,
 * once for each of promotion, fee, tax and store credit; the card gets what is left, so that the parts add up.
 */
export const refundSplit = `const { orders, lines, rules, promotions, credits, earlier } = input;
const ask = (why) => ({ refuse: why + " A person has to look at it." });
const part = (amount, share, whole) => Math.floor((2 * amount * share + whole) / (2 * whole));
const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

const [order] = orders;
if (!order) return { refuse: "There is no order " + input.order_number + ". Ask for the number again." };
if (order.status === "refunded" || earlier.length > 0)
  return { refuse: "Order " + order.number + " has been refunded already. Nothing is paid twice." };
if (order.status !== "came back")
  return { refuse: "Order " + order.number + " is " + order.status + "; a refund is due once the goods came back." };
const [rule] = rules;
if (!rule) return ask("There are no rules for the state " + (order.state || "(none)") + ".");
if (lines.length === 0) return ask("The order has no lines.");
if (lines.some((line) => line.quantity <= 0 || line.unit_cents < 0 || line.came_back < 0 || line.came_back > line.quantity))
  return ask("A line of the order has an impossible quantity or price.");
if (order.card_cents < 0 || order.credit_cents < 0) return ask("The order was paid with a negative amount.");
const days = Math.round((Date.parse(order.came_back_on) - Date.parse(order.delivered_on)) / 86400000);
if (!(days >= 0)) return ask("The dates of delivery and return do not fit.");
if (days > rule.window_days)
  return ask("The goods came back after " + days + " days; in " + rule.state + " the limit is " + rule.window_days + ".");

const [promotion] = promotions;
if (order.promotion && !promotion) return ask("The promotion " + order.promotion + " is not known.");
const gross = sum(lines, (line) => line.quantity * line.unit_cents);
const goods = sum(lines, (line) => line.came_back * line.unit_cents);
if (goods === 0) return { refuse: "Nothing of order " + order.number + " came back yet." };
const earned = promotion && gross >= promotion.from_cents;
const discountOf = (amount) => (promotion.off_percent > 0 ? part(amount, promotion.off_percent, 100) : promotion.off_cents);
const discount = earned ? discountOf(gross) : 0;
const paid = order.card_cents + order.credit_cents;
if (paid !== gross - discount + part(gross - discount, rule.tax_basis_points, 10000))
  return ask("What was paid does not add up with the lines, the promotion and the tax.");

// The promotion is kept where the rest of the order still earns it; else the customer's advantage is taken back.
const kept = gross - goods;
const stillEarned = earned && kept > 0 && kept >= promotion.from_cents;
const promotion_cents = earned ? discount - (stillEarned ? discountOf(kept) : 0) : 0;
const net = goods - promotion_cents;
if (net < 0) return ask("The promotion is worth more than what came back.");
// What is no longer made cannot be exchanged, so no fee is taken for it.
const exchangeable = sum(lines.filter((line) => !line.discontinued), (line) => line.came_back * line.unit_cents);
const fee_cents = part(part(net, exchangeable, goods), rule.restocking_percent, 100);
const tax_cents = part(net, rule.tax_basis_points, 10000);
const due_cents = net - fee_cents + tax_cents;
let credit_cents = part(due_cents, order.credit_cents, paid);
// Some states want a small rest of store credit paid out; it goes to the card, as far as the card was charged.
const isSmall = credit_cents > 0 && credit_cents < rule.pay_out_below_cents && due_cents <= order.card_cents;
if (isSmall) credit_cents = 0;
const card_cents = due_cents - credit_cents;

const [wallet] = credits;
const amounts = { goods_cents: goods, promotion_cents, fee_cents, tax_cents, due_cents, card_cents, credit_cents };
return {
  result: { number: order.number, status: order.status, state: rule.state, ...amounts },
  write: [
    { table: "return_orders", find: { number: order.number, status: "came back" }, set: { status: "refunded" } },
    { table: "refunds", insert: { order_number: order.number, customer: order.customer, ...amounts } },
    ...(credit_cents === 0
      ? []
      : wallet
        ? [{
            table: "store_credits",
            find: { customer: wallet.customer, balance_cents: wallet.balance_cents },
            set: { balance_cents: wallet.balance_cents + credit_cents },
          }]
        : [{ table: "store_credits", insert: { customer: order.customer, balance_cents: credit_cents } }]),
  ],
};`;
