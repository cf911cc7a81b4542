package com.example.carts.app;

/** Which carts there are: 0 to 99999, written without leading zeros. */
final class CartIds {

    private static final int LONGEST = 5;

    private CartIds() {}

    static boolean valid(String id) {
        if (id.isEmpty() || id.length() > LONGEST || (id.length() > 1 && id.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
