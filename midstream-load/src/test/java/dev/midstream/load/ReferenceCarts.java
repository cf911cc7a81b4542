package dev.midstream.load;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plainest CARTS/1 that answers: one lock, text in and text out. For tests of the load; slow
 * and only as strict as the load needs.
 */
final class ReferenceCarts {

    private static final Pattern BODY =
            Pattern.compile("\\{\"sku\":\"SKU-(\\d{4})\",\"qty\":(\\d+),\"priceCents\":(\\d+)}");
    private static final int[] TAX = {0, 500, 1000, 2100};

    private record Rule(int mask, int qty, int price, int bps) {}

    private record Line(int sku, long qty, long price) {
        long gross() {
            return qty * price;
        }
    }

    private static final class Content {
        List<Line> lines = new ArrayList<>();
        long version;
        OptionalLong points = OptionalLong.empty();
    }

    private final List<Content> carts = new ArrayList<>();
    private final List<List<Rule>> rules = List.of(rules(1), rules(2), rules(3));
    private int version = 1;

    ReferenceCarts() {
        for (int i = 0; i < 100_000; i++) {
            Content cart = new Content();
            for (int j = 0; j < 3 + i % 4; j++) {
                long price = 199 + (31L * i + 17L * j) % 9800;
                cart.lines.add(new Line((7 * i + 13 * j) % 1000, 1 + (i + j) % 4, price));
            }
            carts.add(cart);
        }
    }

    /** Goes over to the newer version; each cart is converted when it is touched. */
    synchronized void upgrade() {
        version = 2;
    }

    /** Goes back, and forgets what only the newer version knew. */
    synchronized void rollback() {
        version = 1;
        carts.forEach(cart -> cart.points = OptionalLong.empty());
    }

    /** Does what is asked and gives the answer's body. */
    synchronized String answer(String target, String body) {
        return render(apply(target, body), version);
    }

    /** The same, as a version that comes after or is the one that answered last. */
    synchronized String answer(String target, String body, int asVersion) {
        version = Math.max(version, asVersion);
        return answer(target, body);
    }

    /** Gives the answer of the older version, whatever runs. */
    synchronized String answerOfTheOlder(String target, String body) {
        return render(apply(target, body), 1);
    }

    /** Gives the right answer and forgets at once what it has done. */
    synchronized String answerAndForget(String target, String body) {
        Content cart = cart(target);
        List<Line> lines = List.copyOf(cart.lines);
        long version = cart.version;
        String answer = answer(target, body);
        cart.lines = new ArrayList<>(lines);
        cart.version = version;
        return answer;
    }

    private Content cart(String target) {
        return carts.get(Integer.parseInt(target.split("/", -1)[2]));
    }

    private Content apply(String target, String body) {
        Content cart = cart(target);
        if (version > 1 && cart.points.isEmpty()) {
            long gross = cart.lines.stream().mapToLong(Line::gross).sum();
            cart.points = OptionalLong.of(gross / 100);
        }
        Matcher posted = BODY.matcher(body);
        if (posted.matches()) {
            Line line =
                    new Line(
                            Integer.parseInt(posted.group(1)),
                            Long.parseLong(posted.group(2)),
                            Long.parseLong(posted.group(3)));
            put(cart, line);
            cart.version++;
            if (version > 1) {
                cart.points = OptionalLong.of(cart.points.getAsLong() + line.gross() / 100);
            }
        }
        return cart;
    }

    private static void put(Content cart, Line line) {
        for (int i = 0; i < cart.lines.size(); i++) {
            Line old = cart.lines.get(i);
            if (old.sku == line.sku) {
                cart.lines.set(i, new Line(old.sku, old.qty + line.qty, line.price));
                return;
            }
        }
        cart.lines.add(line);
    }

    private String render(Content cart, int as) {
        StringBuilder text = new StringBuilder(512);
        text.append("{\"version\":").append(cart.version).append(",\"items\":[");
        long sum = 0;
        String comma = "";
        for (Line line : cart.lines) {
            long cents = cents(line, rules.get(as == 1 ? 0 : as % 2 == 0 ? 1 : 2));
            sum += cents;
            text.append(comma).append("{\"sku\":\"SKU-").append(10000 + line.sku);
            text.deleteCharAt(text.length() - 5).append("\",\"qty\":").append(line.qty);
            text.append(",\"priceCents\":").append(line.price);
            text.append(",\"lineCents\":").append(cents).append('}');
            comma = ",";
        }
        long points = as > 1 ? cart.points.getAsLong() : 0;
        long off = sum >= 1000000 ? 500 : sum >= 200000 ? 300 : 0;
        off += points >= 5000 ? 200 : 0;
        text.append("],\"totalCents\":").append(sum - sum * off / 10000);
        String key = as % 2 == 0 ? ",\"loyaltyPoints\":" : ",\"points\":";
        return text.append(as > 1 ? key + points + "}" : "}").toString();
    }

    private static long cents(Line line, List<Rule> rules) {
        int best = 0;
        for (Rule rule : rules) {
            if ((rule.mask & 1 << line.sku % 4) != 0
                    && line.qty >= rule.qty
                    && line.price >= rule.price) {
                best = Math.max(best, rule.bps);
            }
        }
        long net = line.gross() - line.gross() * best / 10000;
        return net + net * TAX[line.sku % 4] / 10000;
    }

    private static List<Rule> rules(int seed) {
        List<Rule> rules = new ArrayList<>();
        int[] x = {seed};
        for (int i = 0; i < 64; i++) {
            int mask = 1 + next(x) % 15;
            int qty = 1 + next(x) % 12;
            int price = next(x) % 80 * 100;
            rules.add(new Rule(mask, qty, price, next(x) % 30 * 50));
        }
        return rules;
    }

    private static int next(int[] x) {
        x[0] = x[0] * 1103515245 + 12345 & 0x7fffffff;
        return x[0] >> 8;
    }
}
