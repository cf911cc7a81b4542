package dev.midstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The oracle against a shop that is written here once more, part by part. */
class ShopOracleTest {

    private static final Pattern QUOTE =
            Pattern.compile("GET /(slow-)?quote/(\\w+)\\?qty=(\\d+)&stamp=([^& ]+)");
    private static final Pattern LINE = Pattern.compile("\"sku\":\"(\\w+)\",\"qty\":(\\d+)");
    private static final int REQUESTS = 2_000;

    private final ShopOracle oracle = new ShopOracle("t");

    @Test
    void whatTheVersionsAnswerIsKnownToTheByte() {
        // Worked out by hand: 7 pieces at 7.20; and 3 % more, 5 % off.
        Request request = quoteOf("coffee", 7);
        assertThat(
                        check(
                                request,
                                """
                                {"stamp":"STAMP","sku":"coffee","qty":7,"total":"50.40 EUR",\
                                "single":"7.20 EUR"}\
                                """))
                .isEqualTo(new Verdict.Version("v1"));
        assertThat(
                        check(
                                request,
                                """
                                {"stamp":"STAMP","sku":"coffee","qty":7,"total":"EUR 49.34",\
                                "off":"5 %","tax":"EUR 7.88","single":"EUR 7.42"}\
                                """))
                .isEqualTo(new Verdict.Version("v2"));
        assertThat(
                        check(
                                request,
                                """
                                {"stamp":"STAMP","sku":"coffee","qty":7,"total":"50.40 EUR",\
                                "single":"7.42 EUR"}\
                                """))
                .isInstanceOfSatisfying(
                        Verdict.Mixed.class,
                        mixed ->
                                assertThat(mixed.why())
                                        .startsWith("web v1, pricing v1 and v2 gave {\"stamp\":"));
    }

    @Test
    void eachVersionOfTheShopIsRecognised() {
        for (Request request : requests()) {
            int calls = calls(request);
            assertThat(judge(request, answer(request, true, List.of(true, true, true))))
                    .isEqualTo(new Verdict.Version("v2"));
            assertThat(judge(request, answer(request, false, List.of(false, false, false))))
                    .isEqualTo(new Verdict.Version("v1"));
            assertThat(calls).isBetween(2, 3);
        }
    }

    /** No mix of versions may pass for one of them, whatever was asked. */
    @Test
    void everyMixOfVersionsIsMixed() {
        int mixes = 0;
        for (Request request : requests()) {
            int calls = calls(request);
            for (int mix = 1; mix < (1 << (calls + 1)) - 1; mix++) {
                List<Boolean> pricing = new ArrayList<>();
                for (int call = 0; call < calls; call++) {
                    pricing.add((mix & (2 << call)) != 0);
                }
                String answer = answer(request, (mix & 1) != 0, pricing);
                assertThat(judge(request, answer))
                        .as("%s answered %s", request, answer)
                        .isInstanceOf(Verdict.Mixed.class);
                mixes++;
            }
        }
        assertThat(mixes).isGreaterThan(6 * REQUESTS);
    }

    @Test
    void anAnswerWithOneOtherByteIsWrong() {
        Request request = oracle.next(3, 0);
        String right = answer(request, true, List.of(true, true, true));
        for (int i = 0; i < right.length(); i++) {
            String other =
                    right.substring(0, i) + (char) (right.charAt(i) ^ 1) + right.substring(i + 1);
            assertThat(judge(request, other)).as(other).isInstanceOf(Verdict.Wrong.class);
        }
        assertThat(judge(request, right + " ")).isInstanceOf(Verdict.Wrong.class);
        assertThat(judge(request, "")).isInstanceOf(Verdict.Wrong.class);
    }

    @Test
    void theSameAnswerWithAnotherStampIsWrong() {
        Request request = oracle.next(5, 0);
        String right = answer(request, false, List.of(false, false));
        assertThat(judge(request, right)).isEqualTo(new Verdict.Version("v1"));
        assertThat(judge(request, right.replace("\"t-5\"", "\"t-4\"")))
                .isInstanceOf(Verdict.Wrong.class);
    }

    @Test
    void everyRouteArticleAndDiscountIsAskedFor() {
        Set<String> routes = new HashSet<>();
        Set<String> articles = new HashSet<>();
        Set<Integer> discounts = new HashSet<>();
        Set<Integer> calls = new HashSet<>();
        Set<String> stamps = new HashSet<>();
        for (Request request : requests()) {
            String wire = wire(request);
            routes.add(wire.replaceFirst("(?s)^\\w+ /([a-z-]+).*", "$1"));
            stamps.add(request.stamp());
            calls.add(calls(request));
            for (Asked asked : asked(request)) {
                articles.add(asked.sku);
                discounts.add(percentOff(asked.qty, true));
            }
        }
        assertThat(routes).containsExactlyInAnyOrder("quote", "slow-quote", "orders");
        assertThat(articles).hasSize(8);
        assertThat(discounts).containsExactlyInAnyOrder(0, 5, 12, 20);
        assertThat(calls).containsExactlyInAnyOrder(2, 3);
        assertThat(stamps).hasSize(REQUESTS);
    }

    /* The shop once more: slow and obvious. */

    private record Asked(String sku, int qty) {}

    private static String answer(Request request, boolean newWeb, List<Boolean> newPricing) {
        Function<Long, String> amount = cents -> amount(cents, newWeb);
        List<Asked> asked = asked(request);
        if (wire(request).startsWith("GET")) {
            Asked one = asked.getFirst();
            long total = cents(one.sku, one.qty, newPricing.get(0));
            return "{\"stamp\":\"%s\",\"sku\":\"%s\",\"qty\":%d,\"total\":\"%s\"%s,\"single\":\"%s\"}"
                    .formatted(
                            request.stamp(),
                            one.sku,
                            one.qty,
                            amount.apply(total),
                            newWeb
                                    ? ",\"off\":\"%d %%\",\"tax\":\"%s\""
                                            .formatted(
                                                    percentOff(one.qty, newPricing.get(0)),
                                                    amount.apply(tax(total)))
                                    : "",
                            amount.apply(cents(one.sku, 1, newPricing.get(1))));
        }
        long sum = 0;
        List<String> lines = new ArrayList<>();
        for (Asked one : asked) {
            boolean version = newPricing.get(lines.size());
            long total = cents(one.sku, one.qty, version);
            sum += total;
            lines.add(
                    "{\"sku\":\"%s\",\"qty\":%d,\"total\":\"%s\"%s}"
                            .formatted(
                                    one.sku,
                                    one.qty,
                                    amount.apply(total),
                                    newWeb
                                            ? ",\"off\":\"%d %%\""
                                                    .formatted(percentOff(one.qty, version))
                                            : ""));
        }
        return "{\"stamp\":\"%s\",\"lines\":[%s],\"total\":\"%s\"%s}"
                .formatted(
                        request.stamp(),
                        String.join(",", lines),
                        amount.apply(sum),
                        newWeb ? ",\"tax\":\"%s\"".formatted(amount.apply(tax(sum))) : "");
    }

    private static long cents(String sku, int qty, boolean newPricing) {
        long list =
                switch (sku) {
                    case "coffee" -> 720;
                    case "filter" -> 390;
                    case "honey" -> 680;
                    case "kettle" -> 5490;
                    case "mug" -> 1290;
                    case "spoon" -> 230;
                    case "tea" -> 450;
                    case "tray" -> 1850;
                    default -> throw new AssertionError(sku);
                };
        if (!newPricing) {
            return qty < 10 ? list * qty : Math.round(list * qty * 0.9);
        }
        long piece = Math.round(list * 103 / 100.0);
        return Math.round(piece * qty * (100 - percentOff(qty, true)) / 100.0);
    }

    private static int percentOff(int qty, boolean newPricing) {
        if (!newPricing) {
            return 0;
        }
        return qty >= 50 ? 20 : qty >= 10 ? 12 : qty >= 5 ? 5 : 0;
    }

    private static long tax(long cents) {
        return Math.round(cents * 19 / 119.0);
    }

    private static String amount(long cents, boolean newWeb) {
        String number = "%d.%02d".formatted(cents / 100, cents % 100);
        return newWeb ? "EUR " + number : number + " EUR";
    }

    private Verdict check(Request request, String answer) {
        return judge(request, answer.replace("STAMP", request.stamp()));
    }

    private Verdict judge(Request request, String answer) {
        return oracle.check(request, 0, answer.getBytes(StandardCharsets.UTF_8));
    }

    private Request quoteOf(String sku, int qty) {
        return requests().stream()
                .filter(request -> wire(request).startsWith("GET"))
                .filter(request -> asked(request).getFirst().equals(new Asked(sku, qty)))
                .findFirst()
                .orElseThrow();
    }

    private List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (long n = 0; n < REQUESTS; n++) {
            requests.add(oracle.next(n, 0));
        }
        return requests;
    }

    private static int calls(Request request) {
        return Math.max(2, asked(request).size());
    }

    private static List<Asked> asked(Request request) {
        String wire = wire(request);
        if (wire.startsWith("GET")) {
            MatchResult quote = QUOTE.matcher(wire).results().findFirst().orElseThrow();
            return List.of(new Asked(quote.group(2), Integer.parseInt(quote.group(3))));
        }
        return LINE.matcher(wire)
                .results()
                .map(line -> new Asked(line.group(1), Integer.parseInt(line.group(2))))
                .toList();
    }

    private static String wire(Request request) {
        return new String(request.wire(), StandardCharsets.UTF_8);
    }
}
