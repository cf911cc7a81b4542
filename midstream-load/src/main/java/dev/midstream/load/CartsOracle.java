package dev.midstream.load;

import dev.midstream.load.CartModel.Addition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks and judges CARTS/1, the reference workload: 100,000 carts, three of four requests add an
 * article, the fourth reads.
 *
 * <p>Connection {@code c} owns the carts whose number is {@code c} modulo the number of
 * connections, so that the state of each cart is known at each instant, and every answer of either
 * version can be told to the byte. Owned by one load's thread at a time; {@link #sweep} continues
 * with what this oracle has learned once its own load has stopped.
 *
 * <p>In a series of upgrades each has a version of its own: v2, v3, and so on. Those with even
 * numbers have the promotions of seed 2 and say {@code loyaltyPoints}; those with odd ones, from v3
 * on, have seed 3 and say {@code points}. Points are kept from v2 on.
 *
 * <p>A regression is an answer of v1 for a cart that v2 has answered for, unless a rollback was
 * ordered in between. Where a request that adds has failed, both are right afterwards: that it was
 * done, and that it was not.
 */
public final class CartsOracle implements Oracle {

    /** The name of the older version. */
    public static final String V1 = "v1";

    /** The name of the newer version. */
    public static final String V2 = "v2";

    private static final byte[] GET = ascii("GET /carts/");
    private static final byte[] GET_END = ascii(" HTTP/1.1\r\nHost: load\r\n\r\n");
    private static final byte[] POST = ascii("POST /carts/");
    private static final byte[] POST_END =
            ascii(
                    "/items HTTP/1.1\r\nHost: load\r\nContent-Type: application/json\r\n"
                            + "Content-Length: ");
    private static final byte[] END = ascii("\r\n\r\n");
    private static final byte[] SKU = ascii("{\"sku\":\"SKU-");
    private static final byte[] QTY = ascii("\",\"qty\":");
    private static final byte[] PRICE = ascii(",\"priceCents\":");

    /** How many carts a server has. */
    public static final int CARTS = 100_000;

    private static final int READ_ONE_IN = 4;
    private static final int MOST_PIECES = 5;
    private static final int ATTEMPTS = 100;

    private final CartModel model;
    private final int connections;
    private final SplittableRandom random;
    private final Asked[] underWay;
    private final AsciiBuffer scratch = new AsciiBuffer();
    private final AsciiBuffer item = new AsciiBuffer();

    /** What a connection has asked. */
    private record Asked(int cart, @Nullable Addition addition) {
        static final Asked NOTHING = new Asked(-1, null);
    }

    /**
     * An oracle for a server that has just started.
     *
     * @param connections how many connections share the carts
     * @param seed the choice of carts and articles follows from it
     */
    public CartsOracle(int connections, long seed) {
        this(connections, seed, CARTS);
    }

    /**
     * An oracle that asks for fewer carts than there are.
     *
     * @param connections how many connections share the carts
     * @param seed the choice of carts and articles follows from it
     * @param carts how many carts it asks for, from 0 on
     */
    CartsOracle(int connections, long seed, int carts) {
        this(connections, seed, carts, true);
    }

    /**
     * An oracle whose version 2 may be the smaller change.
     *
     * @param connections how many connections share the carts
     * @param seed the choice of carts and articles follows from it
     * @param carts how many carts it asks for, from 0 on
     * @param loyal whether version 2 keeps points; if not, only its promotions differ
     */
    CartsOracle(int connections, long seed, int carts, boolean loyal) {
        LoadPlan.inRange("connections", connections, 1, carts);
        this.model = new CartModel(carts, loyal);
        this.connections = connections;
        this.random = new SplittableRandom(seed);
        this.underWay = new Asked[connections];
        Arrays.fill(underWay, Asked.NOTHING);
    }

    /**
     * From the second {@link CartsRun#COMMAND} on, what was the newer version is the older one, and
     * the next is the newer. After {@link RunningLoad#ROLLBACK} v1 may answer again for carts that
     * v2 has answered for; after {@link RunningLoad#ROLLED_BACK} what only v2 knew is gone.
     */
    @Override
    public void marked(String label) {
        switch (label) {
            case CartsRun.COMMAND -> model.upgradeOrdered();
            case RunningLoad.ROLLBACK -> model.rollbackOrdered();
            case RunningLoad.ROLLED_BACK -> model.rolledBack();
            default -> {}
        }
    }

    /** How many carts are not asked for any more, since too many requests for them have failed. */
    public int abandonedCarts() {
        return model.abandoned();
    }

    @Override
    public Request next(long n, int connection) {
        int own = (model.count() - connection + connections - 1) / connections;
        int cart = connection + connections * random.nextInt(own);
        for (int i = 0; i < ATTEMPTS && !model.known(cart); i++) {
            cart = connection + connections * random.nextInt(own);
        }
        if (random.nextInt(READ_ONE_IN) == 0) {
            underWay[connection] = new Asked(cart, null);
            return read(n, cart, scratch);
        }
        Addition addition =
                new Addition(
                        Cart.sku(cart, random.nextInt(Cart.MOST_LINES)),
                        1 + random.nextInt(MOST_PIECES),
                        199 + random.nextInt(9_800));
        underWay[connection] = new Asked(cart, addition);
        return add(n, cart, addition);
    }

    @Override
    public Verdict check(Request request, int connection, byte[] body) {
        Asked asked = answered(connection);
        return model.check(asked.cart, asked.addition, body);
    }

    @Override
    public void lost(Request request, int connection) {
        Asked asked = answered(connection);
        model.lost(asked.cart, asked.addition);
    }

    private Asked answered(int connection) {
        Asked asked = underWay[connection];
        underWay[connection] = Asked.NOTHING;
        if (asked.cart < 0) {
            throw new IllegalStateException("connection " + connection + " has asked nothing");
        }
        return asked;
    }

    /**
     * Reads each cart once, and expects what this oracle has seen to be there. To be used after the
     * load that has used this oracle has stopped, in a closed loop over the same number of
     * connections or any other.
     *
     * @param over how many connections share the reading
     */
    public Oracle sweep(int over) {
        return new Sweep(model, over);
    }

    private static Request read(long n, int cart, AsciiBuffer scratch) {
        scratch.clear().put(GET).put(cart).put(GET_END);
        return Request.encoded(n, "", scratch.toBytes());
    }

    private Request add(long n, int cart, Addition addition) {
        item.clear().put(SKU).putPadded(addition.sku()).put(QTY).put(addition.qty());
        item.put(PRICE).put(addition.priceCents()).put('}');
        scratch.clear().put(POST).put(cart).put(POST_END).put(item.length()).put(END).put(item);
        return Request.encoded(n, "", scratch.toBytes());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads each cart once. */
    private static final class Sweep implements Oracle {

        private final CartModel model;
        private final int connections;
        private final int[] next;
        private final int[] current;
        private final AsciiBuffer scratch = new AsciiBuffer();

        Sweep(CartModel model, int connections) {
            this.model = model;
            this.connections = connections;
            this.next = new int[connections];
            this.current = new int[connections];
            for (int connection = 0; connection < connections; connection++) {
                next[connection] = connection;
            }
        }

        @Override
        public boolean hasNext(int connection) {
            while (next[connection] < model.count() && !model.known(next[connection])) {
                next[connection] += connections;
            }
            return next[connection] < model.count();
        }

        @Override
        public Request next(long n, int connection) {
            current[connection] = next[connection];
            next[connection] += connections;
            return read(n, current[connection], scratch);
        }

        @Override
        public Verdict check(Request request, int connection, byte[] body) {
            return model.check(current[connection], null, body);
        }
    }
}
