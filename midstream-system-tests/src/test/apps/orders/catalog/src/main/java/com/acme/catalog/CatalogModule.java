package com.acme.catalog;

import com.acme.catalog.domain.Article;
import com.acme.catalog.domain.Catalog;
import com.acme.catalog.domain.UnknownArticle;
import com.acme.money.Money;
import com.acme.text.Slugs;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalog, from a file among its resources, behind a cache. */
public final class CatalogModule implements AppModule {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogModule.class);

    /** What is for sale. */
    @Provides
    public Catalog catalog() {
        List<Article> articles = read();
        LOG.info("{} articles for sale", articles.size());
        return new Cached(articles);
    }

    private static List<Article> read() {
        try (InputStream in = CatalogModule.class.getResourceAsStream("/catalog/articles.csv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split(";"))
                    .map(cells -> new Article(Slugs.of(cells[0]), cells[0], new Money(Long.parseLong(cells[1]))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Cached implements Catalog {
        private final List<Article> articles;
        private final LoadingCache<String, Optional<Article>> bySku;

        Cached(List<Article> articles) {
            this.articles = articles;
            bySku =
                    Caffeine.newBuilder()
                            .maximumSize(1_000)
                            .expireAfterWrite(Duration.ofMinutes(10))
                            .build(sku -> articles.stream().filter(a -> a.sku().equals(sku)).findFirst());
        }

        @Override
        public Article article(String sku) throws UnknownArticle {
            return bySku.get(sku).orElseThrow(() -> new UnknownArticle(sku));
        }

        @Override
        public List<Article> all() {
            return articles;
        }
    }
}
