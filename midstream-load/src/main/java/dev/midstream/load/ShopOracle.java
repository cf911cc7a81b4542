package dev.midstream.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Knows, byte for byte, what {@code examples/shop} answers in v1 and in v2.
 *
 * <p>Written from the shop's README and not from its code: it has its own arithmetic, so that a
 * fault in one is not repeated in the other. Three of four requests are quotes, the fourth is an
 * order of two or three lines, and one quote in a hundred pauses in the middle. Owned by one
 * thread.
 *
 * <p>An answer is mixed if it comes out when each part of the shop that took part in it may be of
 * either version: the web module, and pricing in each of its calls.
 */
public final class ShopOracle implements Oracle {

    /** The name of the older version. */
    public static final String V1 = "v1";

    /** The name of the newer version. */
    public static final String V2 = "v2";

    private static final String[] SKUS = {
        "coffee", "filter", "honey", "kettle", "mug", "spoon", "tea", "tray"
    };
    private static final long[] LIST_CENTS = {720, 390, 680, 5490, 1290, 230, 450, 1850};
    private static final int MOST_PIECES = 60;
    private static final int SLOW_EVERY = 100;
    private static final int SLOW_MILLIS = 20;

    /* Bit 0 says which web module answers, the bits above it which pricing answers its calls. */
    private static final int ALL_V1 = 0;
    private static final int ALL_V2 = -1;
    private static final Verdict IS_V1 = new Verdict.Version(V1);
    private static final Verdict IS_V2 = new Verdict.Version(V2);

    private final String run;
    private byte[] expected = new byte[512];
    private int length;
    private int lastSeen = ALL_V1;

    /**
     * An oracle whose stamps differ from those of other runs.
     *
     * @param run letters and digits
     */
    public ShopOracle(String run) {
        this.run = run;
    }

    @Override
    public Request next(long n, int connection) {
        String stamp = run + "-" + n;
        if (isOrder(n)) {
            StringBuilder body = new StringBuilder(160);
            body.append("{\"stamp\":\"").append(stamp).append("\",\"lines\":[");
            for (int line = 0; line < lines(n); line++) {
                body.append(line == 0 ? "" : ",")
                        .append("{\"sku\":\"")
                        .append(SKUS[article(n, line)])
                        .append("\",\"qty\":")
                        .append(qty(n, line))
                        .append('}');
            }
            byte[] bytes = body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
            return Request.post(n, stamp, "/orders", "application/json", bytes);
        }
        String query = SKUS[article(n, 0)] + "?qty=" + qty(n, 0) + "&stamp=" + stamp;
        return Request.get(
                n,
                stamp,
                n % SLOW_EVERY == 0
                        ? "/slow-quote/" + query + "&millis=" + SLOW_MILLIS
                        : "/quote/" + query);
    }

    @Override
    public Verdict check(Request request, int connection, byte[] body) {
        if (is(lastSeen, request, body)) {
            return verdict(lastSeen);
        }
        if (is(~lastSeen, request, body)) {
            lastSeen = ~lastSeen;
            return verdict(lastSeen);
        }
        int calls = isOrder(request.number()) ? lines(request.number()) : 2;
        int all = (1 << (calls + 1)) - 1;
        for (int mix = 1; mix < all; mix++) {
            if (is(mix, request, body)) {
                return new Verdict.Mixed(mixture(mix, calls) + " gave " + text(body, body.length));
            }
        }
        return new Verdict.Wrong("got " + text(body, body.length) + ", expected " + both(request));
    }

    private static Verdict verdict(int mix) {
        return mix == ALL_V1 ? IS_V1 : IS_V2;
    }

    private boolean is(int mix, Request request, byte[] body) {
        write(mix, request);
        return Arrays.equals(expected, 0, length, body, 0, body.length);
    }

    private static String mixture(int mix, int calls) {
        StringBuilder parts = new StringBuilder("web ").append(name(mix, 0));
        for (int call = 0; call < calls; call++) {
            parts.append(call == 0 ? ", pricing " : " and ").append(name(mix, call + 1));
        }
        return parts.toString();
    }

    private static String name(int mix, int bit) {
        return (mix >> bit & 1) == 0 ? V1 : V2;
    }

    private String both(Request request) {
        write(ALL_V1, request);
        String one = text(expected, length);
        write(ALL_V2, request);
        return one + " or " + text(expected, length);
    }

    /* What is asked: a function of the request's number alone, so that nothing is remembered. */

    private static boolean isOrder(long n) {
        return n % 4 == 3;
    }

    private static int lines(long n) {
        return 2 + (int) (mixed(n, 7) & 1);
    }

    private static int article(long n, int line) {
        return (int) (mixed(n, line) & (SKUS.length - 1));
    }

    private static int qty(long n, int line) {
        return 1 + (int) ((mixed(n, line) >>> 8) % MOST_PIECES);
    }

    private static long mixed(long n, int salt) {
        long z = (n * 16 + salt) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        return (z ^ (z >>> 27)) >>> 1;
    }

    /* What is answered. */

    private void write(int mix, Request request) {
        length = 0;
        put("{\"stamp\":\"").put(request.stamp()).put("\",");
        if (isOrder(request.number())) {
            writeOrder(mix, request.number());
        } else {
            writeQuote(mix, request.number());
        }
        put("}");
    }

    private void writeQuote(int mix, long n) {
        int article = article(n, 0);
        int qty = qty(n, 0);
        boolean newWeb = (mix & 1) != 0;
        boolean newTotal = (mix & 2) != 0;
        long total = cents(article, qty, newTotal);
        put("\"sku\":\"").put(SKUS[article]).put("\",\"qty\":").put(qty);
        put(",\"total\":").putAmount(total, newWeb);
        if (newWeb) {
            put(",\"off\":\"").put(percentOff(qty, newTotal)).put(" %\"");
            put(",\"tax\":").putAmount(tax(total), true);
        }
        put(",\"single\":").putAmount(cents(article, 1, (mix & 4) != 0), newWeb);
    }

    private void writeOrder(int mix, long n) {
        boolean newWeb = (mix & 1) != 0;
        long sum = 0;
        put("\"lines\":[");
        for (int line = 0; line < lines(n); line++) {
            int article = article(n, line);
            int qty = qty(n, line);
            boolean newPricing = (mix & (2 << line)) != 0;
            long total = cents(article, qty, newPricing);
            sum += total;
            put(line == 0 ? "{\"sku\":\"" : ",{\"sku\":\"").put(SKUS[article]);
            put("\",\"qty\":").put(qty).put(",\"total\":").putAmount(total, newWeb);
            if (newWeb) {
                put(",\"off\":\"").put(percentOff(qty, newPricing)).put(" %\"");
            }
            put("}");
        }
        put("],\"total\":").putAmount(sum, newWeb);
        if (newWeb) {
            put(",\"tax\":").putAmount(tax(sum), true);
        }
    }

    private static long cents(int article, int qty, boolean newPricing) {
        if (!newPricing) {
            return roundedPercent(LIST_CENTS[article] * qty, qty < 10 ? 100 : 90);
        }
        long piece = roundedPercent(LIST_CENTS[article], 103);
        return roundedPercent(piece * qty, 100 - percentOff(qty, true));
    }

    private static int percentOff(int qty, boolean newPricing) {
        if (!newPricing || qty < 5) {
            return 0;
        }
        return qty < 10 ? 5 : qty < 50 ? 12 : 20;
    }

    private static long roundedPercent(long cents, long percent) {
        return Math.floorDiv(cents * percent + 50, 100);
    }

    /** 19 parts of 119, rounded to the nearest cent. */
    private static long tax(long cents) {
        return Math.floorDiv(2 * cents * 19 + 119, 2 * 119);
    }

    private ShopOracle putAmount(long cents, boolean newWeb) {
        put(newWeb ? "\"EUR " : "\"").put(cents / 100).put(".");
        put(cents / 10 % 10).put(cents % 10);
        return put(newWeb ? "\"" : " EUR\"");
    }

    private ShopOracle put(String ascii) {
        int end = length + ascii.length();
        if (end > expected.length) {
            expected = Arrays.copyOf(expected, end * 2);
        }
        for (int i = 0; i < ascii.length(); i++) {
            expected[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    private ShopOracle put(long number) {
        long power = 1;
        while (number / power >= 10) {
            power *= 10;
        }
        if (length + 20 > expected.length) {
            expected = Arrays.copyOf(expected, expected.length * 2);
        }
        for (; power > 0; power /= 10) {
            expected[length++] = (byte) ('0' + number / power % 10);
        }
        return this;
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, Math.min(length, 400), StandardCharsets.UTF_8);
    }
}
