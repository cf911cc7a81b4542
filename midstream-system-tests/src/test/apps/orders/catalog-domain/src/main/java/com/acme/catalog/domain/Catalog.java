package com.acme.catalog.domain;

import java.util.List;

/** What is for sale. */
public interface Catalog {

    /**
     * An article.
     *
     * @throws UnknownArticle if nothing has this number
     */
    Article article(String sku) throws UnknownArticle;

    /** All of them. */
    List<Article> all();
}
