package dev.midstream.systemtests;

/**
 * What a version of the test app answers, worked out independently of the app: from the version,
 * the request, and nothing else.
 */
final class Shop {

    private Shop() {}

    /** The body with which version {@code version} of the app answers; no other version does. */
    static String answer(int version, String route, String stamp, String sku, int qty) {
        long first = cents(version, sku, qty);
        long second = cents(version, sku, qty + 1);
        long check = (first * 7 + second * 13 + version * 1009L) % 999_983;
        return "stamp=%s;route=%s;sku=%s;qty=%d;web=%d;first=%d:%d;second=%d:%d;check=%d;alive=true"
                .formatted(stamp, route, sku, qty, version, version, first, version, second, check);
    }

    private static long cents(int version, String sku, int qty) {
        int hash = 0;
        for (int i = 0; i < sku.length(); i++) {
            hash = 31 * hash + sku.charAt(i);
        }
        long unit = 100L + Math.floorMod(hash, 900);
        return qty * unit * (31L * version + 17) % 1_000_003;
    }
}
