package shop.contract;

/** What the state takes. */
public interface Tax {

    long on(long cents);
}
