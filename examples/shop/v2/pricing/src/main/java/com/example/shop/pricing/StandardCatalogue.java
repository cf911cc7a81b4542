package com.example.shop.pricing;

import com.example.shop.contract.Article;
import com.example.shop.contract.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The eight things that this shop sells. */
final class StandardCatalogue implements Catalogue {

    private static final List<Article> ARTICLES =
            List.of(
                    new Article("coffee", "Coffee beans, 250 g", 720),
                    new Article("filter", "Paper filters, 40 pieces", 390),
                    new Article("honey", "Lime-tree honey", 680),
                    new Article("kettle", "Kettle, 1.2 l", 5490),
                    new Article("mug", "Mug, blue", 1290),
                    new Article("spoon", "Tea spoon", 230),
                    new Article("tea", "Darjeeling, 100 g", 450),
                    new Article("tray", "Tray, beech", 1850));

    private static final Map<String, Article> BY_SKU =
            ARTICLES.stream().collect(Collectors.toMap(Article::sku, Function.identity()));

    @Override
    public Optional<Article> article(String sku) {
        return Optional.ofNullable(BY_SKU.get(sku));
    }

    @Override
    public List<Article> articles() {
        return ARTICLES;
    }
}
