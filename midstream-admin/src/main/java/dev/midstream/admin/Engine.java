package dev.midstream.admin;

import dev.midstream.runtime.Leak;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.Status;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.journal.JournalEntry;
import java.util.List;

/** What the door asks of a host; a test puts its own in, to hold an upgrade where it wants it. */
interface Engine {

    Lease lease(String who) throws Refused;

    Status status();

    /** The number of the current generation; cheap enough for a stage listener. */
    int generation();

    List<JournalEntry> history();

    List<Leak> leaks(boolean collect);

    /** The metrics of host and modules, as text. */
    String metrics();

    static Engine of(Midstream midstream) {
        return new Engine() {
            @Override
            public Lease lease(String who) throws Refused {
                return midstream.lease(who);
            }

            @Override
            public Status status() {
                return midstream.status();
            }

            @Override
            public int generation() {
                return midstream.gate().current().number();
            }

            @Override
            public List<JournalEntry> history() {
                return midstream.history();
            }

            @Override
            public List<Leak> leaks(boolean collect) {
                return midstream.leaks(collect);
            }

            @Override
            public String metrics() {
                return midstream.metrics();
            }
        };
    }
}
