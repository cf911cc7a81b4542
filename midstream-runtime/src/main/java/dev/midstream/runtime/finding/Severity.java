package dev.midstream.runtime.finding;

/** How much a finding weighs. */
public enum Severity {
    /** Refuses what was asked. */
    ERROR,
    /** Lets it pass, and is shown. */
    WARNING,
    /** Shown with {@code --verbose}. */
    INFO
}
