package dev.midstream.runtime.upgrade.verify.frozen;

/** A contract on the host's class path. */
public interface Tariff {

    /** What an item costs. */
    int cents(String item) throws Unknown;

    /** What two cost. */
    default int twice(String item) throws Unknown {
        return 2 * cents(item);
    }

    /** No such item. */
    final class Unknown extends Exception {
        private static final long serialVersionUID = 1;

        /** For an item. */
        public Unknown(String item) {
            super(item);
        }
    }
}
