package dev.midstream.server.demo;

import dev.midstream.load.LoadReport;

/** Hears how a demonstration goes, on its thread. */
public interface DemoListener {

    /** Something worth a line. */
    void says(String line);

    /** The load begins. */
    void begins();

    /** A second of the load is complete. */
    void second(LoadReport.SecondRow row);

    /** A step begins. */
    void begins(String step);

    /** A step has ended. */
    void ended(DemoResult.Step step);
}
