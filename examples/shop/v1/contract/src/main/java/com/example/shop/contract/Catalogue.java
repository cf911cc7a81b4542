package com.example.shop.contract;

import java.util.List;
import java.util.Optional;

/** What the shop sells. */
public interface Catalogue {

    /** The article with this number, if the shop sells it. */
    Optional<Article> article(String sku);

    /** All articles, by number. */
    List<Article> articles();
}
