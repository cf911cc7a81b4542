package dev.midstream.runtime.upgrade;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One stage of an upgrade, as JFR records it. */
@Name("dev.midstream.Stage")
@Label("Upgrade stage")
@Category("Midstream")
@StackTrace(false)
final class StageEvent extends Event {
    @Label("Stage")
    String stage = "";

    @Label("Release")
    String release = "";
}
