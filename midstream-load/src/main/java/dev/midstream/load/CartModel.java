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
    private static final byte[] LOYALTY_POINTS = ascii(",\"loyaltyPoints\":");
    private static final byte[] POINTS = ascii(",\"points\":");

    /** An article that is put into a cart. */
    record Addition(short sku, long qty, long priceCents) {}

    private final Cart[] carts;
    /* Per cart: how many rollbacks had been ordered when the newer version last answered; -1 if it
     * never did. */
    private final int[] newerSeen;
    private final Map<Integer, List<Cart>> unsure = new HashMap<>();
    private final boolean loyal;
    private final CartRules first = new CartRules(1);
    private final CartRules even = new CartRules(2);
    private final CartRules odd = new CartRules(3);
    private final AsciiBuffer expected = new AsciiBuffer();
    private final Cart next = Cart.preloaded(0);
    /* The number of the older of the two versions that may answer now. */
    private int older = 1;
    private Verdict.Version olderVerdict = version(1);
    private Verdict.Version newerVerdict = version(2);
    private boolean upgradeOrdered;
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

    /**
     * An upgrade begins. With the second and each later one the version before the last is out of
     * the question.
     */
    void upgradeOrdered() {
        if (upgradeOrdered) {
            older++;
            olderVerdict = newerVerdict;
            newerVerdict = version(older + 1);
            newerLast = false;
            Arrays.fill(newerSeen, -1);
        }
        upgradeOrdered = true;
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
        if (older > 1) {
            return;
        }
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
            addIfNew(candidates, after(candidate, addition, older + 1).copy());
            if (candidate.loyaltyPoints == Cart.UNKNOWN) {
                addIfNew(candidates, after(candidate, addition, older).copy());
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
        int likely = newerLast ? older + 1 : older;
        int other = newerLast ? older : older + 1;
        if (answers(cart, addition, likely, body)) {
            return answered(id, newerLast);
        }
        if (answers(cart, addition, other, body)) {
            newerLast = !newerLast;
            return answered(id, newerLast);
        }
        return new Verdict.Wrong(
                "got "
                        + text(body)
                        + ", expected "
                        + write(after(cart, addition, older), older)
                        + " or "
                        + write(after(cart, addition, older + 1), older + 1));
    }

    private boolean answers(Cart cart, @Nullable Addition addition, int version, byte[] body) {
        return write(after(cart, addition, version), version).is(body);
    }

    /** The answer was that of {@link #next}. */
    private Verdict answered(int id, boolean newer) {
        carts[id].become(next);
        if (newer) {
            newerSeen[id] = rollbacksOrdered;
            return newerVerdict;
        }
        int seen = newerSeen[id];
        newerSeen[id] = -1;
        return seen < rollbacksOrdered || rollingBack
                ? olderVerdict
                : new Verdict.Regressed(
                        olderVerdict,
                        "cart " + id + " had been answered by " + newerVerdict.name());
    }

    /** What a version makes of a cart, in {@link #next}. */
    private Cart after(Cart before, @Nullable Addition addition, int version) {
        next.become(before);
        boolean points = version > 1 && loyal;
        if (!points) {
            next.loyaltyPoints = Cart.UNKNOWN;
        } else if (before.loyaltyPoints == Cart.UNKNOWN) {
            next.loyaltyPoints = before.derivedPoints();
        }
        if (addition != null) {
            next.add(addition.sku, addition.qty, addition.priceCents);
            if (points) {
                next.loyaltyPoints += addition.qty * addition.priceCents / 100;
            }
        }
        return next;
    }

    private AsciiBuffer write(Cart cart, int version) {
        CartRules rules = version == 1 ? first : version % 2 == 0 ? even : odd;
        boolean withPoints = version > 1 && loyal;
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
        expected.put(TOTAL).put(withPoints ? CartRules.total(sum, points) : CartRules.total(sum));
        if (withPoints) {
            expected.put(version % 2 == 0 ? LOYALTY_POINTS : POINTS).put(points);
        }
        return expected.put('}');
    }

    private static Verdict.Version version(int number) {
        return new Verdict.Version("v" + number);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 600), StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
