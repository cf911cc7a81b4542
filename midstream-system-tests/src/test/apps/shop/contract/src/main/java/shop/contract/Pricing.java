package shop.contract;

/** What things cost. */
public interface Pricing {

    Quote quote(String sku, int qty);
}
