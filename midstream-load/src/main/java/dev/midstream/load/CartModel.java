package dev.midstream.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * What the load knows of all carts of CARTS/1.
 *
 * One connection owns a cart and has one request under way, so the order of what happens to a cart
 * is known, and each answer can be predicted to the byte. Two things are not known beforehand.
 *
 * Which version answers. Both predictions are tried, the one that was right last time first. The
 * newer version's points are derived from the lines when it first answers for a cart; deriving them
 * early or late gives the same, since no line changes in between. A rollback drops them.
 *
 * Whether a request that failed was done. The cart then has several candidates, and the next answer
 * decides. A cart with too many of them is not asked for any more, and counted.
 */
/** Knows what CARTS/1 answers for every cart, in both versions. Owned by the load's thread. */
final class CartModel {

    private static final int MOST_CANDIDATES = 64;
    private static final byte[] VERSION = ascii("{\"version\":");
    private static final byte[] ITEMS = ascii(",\"items\":[");
    private static final byte[] SKU = ascii("{\"sku\":\"SKU-");
    private static final byte[] QTY = ascii("\",\"qty\":");
    private static final byte[] PRICE = ascii(",\"priceCents\":");
    private static final byte[] LINE = ascii(",\"lineCents\":");
    private static final byte[] TOTAL = ascii("],\"totalCents\":");
    private static final byte[] POINTS = ascii(",\"loyaltyPoints\":");

    private static final Verdict.Version V1 = new Verdict.Version(CartsOracle.V1);
    private static final Verdict.Version V2 = new Verdict.Version(CartsOracle.V2);

    /** An article that is put into a cart. */
    record Addition(short sku, long qty, long priceCents) {}

    private final Cart[] carts;
    /* Per cart: how many rollbacks had been ordered when the newer version last answered; -1 if it
     * never did. */
    private final int[] newerSeen;
    private final Map<Integer, List<Cart>> unsure = new HashMap<>();
    private final boolean loyal;
    private final CartRules rules1 = new CartRules(1);
    private final CartRules rules2 = new CartRules(2);
    private final AsciiBuffer expected = new AsciiBuffer();
    private boolean newerLast;
    private int rollbacksOrdered;
    private boolean rollingBack;
    private int abandoned;

    /**
     * The carts from 0 on, as they are preloaded.
     *
     * @param loyal whether version 2 keeps points; if not, only its promotions differ
     */
    CartModel(int count, boolean loyal) {
        this.loyal = loyal;
        carts = new Cart[count];
        newerSeen = new int[count];
        for (int id = 0; id < count; id++) {
            carts[id] = Cart.preloaded(id);
            newerSeen[id] = -1;
        }
    }

    /** How many carts there are. */
    int count() {
        return carts.length;
    }

    /** How many carts were given up, since too many of their requests had failed. */
    int abandoned() {
        return abandoned;
    }

    /** Whether a cart's content is still known well enough to ask for it. */
    boolean known(int id) {
        List<Cart> candidates = unsure.get(id);
        return candidates == null || candidates.size() <= MOST_CANDIDATES;
    }

    /** A rollback begins: from now on the older version may answer for any cart. */
    void rollbackOrdered() {
        rollbacksOrdered++;
        rollingBack = true;
    }

    /** A rollback is done: what only the newer version knew is gone. */
    void rolledBack() {
        rollingBack = false;
        Arrays.fill(newerSeen, -1);
        for (Cart cart : carts) {
            cart.loyaltyPoints = Cart.UNKNOWN;
        }
        unsure.values().forEach(all -> all.forEach(c -> c.loyaltyPoints = Cart.UNKNOWN));
    }

    /** A request got no answer: it was done, or it was not. */
    void lost(int id, @Nullable Addition addition) {
        if (addition == null) {
            return;
        }
        List<Cart> candidates = unsure.computeIfAbsent(id, i -> new ArrayList<>(List.of(carts[i])));
        for (Cart candidate : List.copyOf(candidates)) {
            addIfNew(candidates, after(candidate, addition, true));
            if (candidate.loyaltyPoints == Cart.UNKNOWN) {
                addIfNew(candidates, after(candidate, addition, false));
            }
        }
        if (candidates.size() > MOST_CANDIDATES) {
            abandoned++;
        }
    }

    private static void addIfNew(List<Cart> candidates, Cart done) {
        if (candidates.stream().noneMatch(done::sameAs)) {
            candidates.add(done);
        }
    }

    /** Judges an answer, and remembers what it says. */
    Verdict check(int id, @Nullable Addition addition, byte[] body) {
        List<Cart> candidates = unsure.get(id);
        if (candidates == null) {
            return check(id, carts[id], addition, body);
        }
        for (Cart candidate : candidates) {
            Verdict verdict = check(id, candidate, addition, body);
            if (!(verdict instanceof Verdict.Wrong)) {
                unsure.remove(id);
                return verdict;
            }
        }
        return new Verdict.Wrong(
                "got " + text(body) + ", none of " + candidates.size() + " possible answers");
    }

    private Verdict check(int id, Cart cart, @Nullable Addition addition, byte[] body) {
        for (boolean newer : new boolean[] {newerLast, !newerLast}) {
            Cart next = after(cart, addition, newer);
            if (write(next, newer).is(body)) {
                carts[id].become(next);
                newerLast = newer;
                return answered(id, newer);
            }
        }
        return new Verdict.Wrong(
                "got "
                        + text(body)
                        + ", expected "
                        + write(after(cart, addition, false), false)
                        + " or "
                        + write(after(cart, addition, true), true));
    }

    private Verdict answered(int id, boolean newer) {
        if (newer) {
            newerSeen[id] = rollbacksOrdered;
            return V2;
        }
        int seen = newerSeen[id];
        newerSeen[id] = -1;
        return seen < rollbacksOrdered || rollingBack
                ? V1
                : new Verdict.Regressed(V1, "cart " + id + " had been answered by v2");
    }

    private Cart after(Cart before, @Nullable Addition addition, boolean newer) {
        Cart after = before.copy();
        boolean points = newer && loyal;
        if (!points) {
            after.loyaltyPoints = Cart.UNKNOWN;
        } else if (before.loyaltyPoints == Cart.UNKNOWN) {
            after.loyaltyPoints = before.derivedPoints();
        }
        if (addition != null) {
            after.add(addition.sku, addition.qty, addition.priceCents);
            if (points) {
                after.loyaltyPoints += addition.qty * addition.priceCents / 100;
            }
        }
        return after;
    }

    private AsciiBuffer write(Cart cart, boolean newer) {
        CartRules rules = newer ? rules2 : rules1;
        expected.clear().put(VERSION).put(cart.version).put(ITEMS);
        long sum = 0;
        for (int i = 0; i < cart.lines; i++) {
            long cents = rules.lineCents(cart.sku[i], cart.qty[i], cart.priceCents[i]);
            sum += cents;
            if (i > 0) {
                expected.put(',');
            }
            expected.put(SKU).putPadded(cart.sku[i]).put(QTY).put(cart.qty[i]);
            expected.put(PRICE).put(cart.priceCents[i]).put(LINE).put(cents).put('}');
        }
        long points = cart.loyaltyPoints;
        expected.put(TOTAL)
                .put(newer && loyal ? CartRules.total(sum, points) : CartRules.total(sum));
        if (newer && loyal) {
            expected.put(POINTS).put(points);
        }
        return expected.put('}');
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 600), StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
