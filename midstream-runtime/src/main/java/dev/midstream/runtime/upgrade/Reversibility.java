package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.migration.WayBack;

/** Whether an upgrade can be taken back, known before it runs. */
public enum Reversibility {
    /** Down after up gives the old state for every value. An upgrade without state always is. */
    REVERSIBLE("reversible"),
    /** There is always a way back, and it loses named components of the old state. */
    LOSSY_BACK("lossyBack"),
    /** There is no total way back. */
    ONE_WAY("oneWay");

    private final String label;

    Reversibility(String label) {
        this.label = label;
    }

    /** The class of a way back. */
    static Reversibility of(WayBack way) {
        return switch (way.kind()) {
            case REVERSIBLE -> REVERSIBLE;
            case LOSSY -> LOSSY_BACK;
            case ONE_WAY -> ONE_WAY;
        };
    }

    /** The name as scripts see it. */
    public String label() {
        return label;
    }
}
