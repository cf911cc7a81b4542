package com.acme.text;

import org.apache.commons.lang3.StringUtils;

/** Names as they stand in addresses. */
public final class Slugs {

    private Slugs() {}

    /** A name in lower case without accents, its words joined by dashes: "Crème brûlée" is "creme-brulee". */
    public static String of(String name) {
        return StringUtils.stripAccents(name).toLowerCase(java.util.Locale.ROOT).strip().replaceAll("[^a-z0-9]+", "-");
    }
}
