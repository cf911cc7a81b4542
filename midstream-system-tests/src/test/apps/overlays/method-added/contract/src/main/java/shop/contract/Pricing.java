package shop.contract;

/** What things cost. */
public interface Pricing {

    Quote quote(String sku, int qty);

    /** How many per cent less {@code sku} costs today. */
    int discount(String sku);
}
